import { globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const assembly = join(root, 'cdk.out');
/** No synthesis runs this long. Milliseconds. */
const LEFT_OVER_AFTER = 10 * 60_000;

/**
 * Bundles every step into a folder of this synthesis only, from which the CDK copies its assets: another synthesis may run
 * at the same time. Source maps stay in `cdk.out/source-maps`, where `npm run where` reads them: in a function they would be
 * read at every cold start, for an error that may never come. One esbuild pass bundles all handlers in about 5 s on two
 * cores; one pass per function (NodejsFunction) takes half a second each.
 * @returns the folder; it is removed when the process ends
 */
export function build(): string {
  const handlers = globSync('lambdas/*/*/handler.ts', { cwd: root });
  mkdirSync(assembly, { recursive: true });
  removeLeftovers();
  const folder = mkdtempSync(join(assembly, 'bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // The package has its bundles built, and no esbuild.
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      handlers.map((handler) => [`${basename(dirname(handler))}/index`, join(root, handler)]),
    ),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Texts in Portuguese as they are, instead of an escape a letter.
    charset: 'utf8',
    sourcemap: 'external',
    sourcesContent: false,
    // A function has its role's credentials in its environment. What else the default chain would try (profiles, SSO,
    // containers, instances) is a quarter of each bundle; event streams are a twentieth.
    alias: {
      '@aws-sdk/credential-provider-node': join(root, 'lib/bundles/credentials.ts'),
      '@smithy/core/event-streams': join(root, 'lib/bundles/event-streams.ts'),
    },
    // pg is CommonJS and requires Node's own modules, but an ESM bundle has no `require`. pg-native is optional.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    external: ['pg-native', 'pg-cloudflare'],
    logLevel: 'error',
    metafile: true,
  });
  // Contents of each bundle: the list of licences of everything that runs in AWS comes from it (docs/dependencies.md).
  const inputs = join(folder, 'metafile.json');
  writeFileSync(inputs, JSON.stringify(metafile));
  renameSync(inputs, join(assembly, 'bundles.json'));
  const maps = join(assembly, 'source-maps');
  mkdirSync(maps, { recursive: true });
  for (const map of globSync('*/index.mjs.map', { cwd: folder }))
    renameSync(join(folder, map), join(maps, `${dirname(map)}.json`));
  return folder;
}

/** A killed synthesis leaves its folder behind. */
function removeLeftovers(): void {
  for (const name of readdirSync(assembly).filter((entry) => entry.startsWith('bundles-'))) {
    const age = Date.now() - (statSync(join(assembly, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LEFT_OVER_AFTER) rmSync(join(assembly, name), { recursive: true, force: true });
  }
}
