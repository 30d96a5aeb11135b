// Bundles the command into one file, dist/knowngood.cjs. Plain JavaScript: npm runs it with whatever Node the machine has.
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = join(root, 'dist', 'knowngood.cjs');

/**
 * What a configuration's check asks of the CDK (which would be forty times the rest of the file): two facts about each Region, and
 * whether a text holds a token. A token is such a text: https://docs.aws.amazon.com/cdk/v2/guide/tokens.html
 */
const littleOfTheCdk = {
  name: 'little of the CDK',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^aws-cdk-lib$/ }, () => ({ path: 'tokens', namespace: 'tokens' }));
    onLoad({ filter: /.*/, namespace: 'tokens' }, () => ({
      contents:
        "export const Token = { isUnresolved: (value) => typeof value === 'string' && /[$]{Token[[]/.test(value) };",
    }));
    onResolve({ filter: /^aws-cdk-lib\/region-info$/ }, () => ({ path: 'regions', namespace: 'regions' }));
    onLoad({ filter: /.*/, namespace: 'regions' }, async () => {
      const { RegionInfo } = await import('aws-cdk-lib/region-info');
      const facts = RegionInfo.regions.map(({ name, partition, domainSuffix }) => ({ name, partition, domainSuffix }));
      return {
        contents: `const regions = ${JSON.stringify(facts)};
export const RegionInfo = { regions, get: (name) => regions.find((region) => region.name === name) ?? { name } };`,
      };
    });
  },
};

/** What is imported with `import()` stays in the file, and is evaluated when it is first called for. */
export const build = (outfile = file) => bundled('knowngood.ts', outfile);

/** What the task of ECS runs (`database.lostWritesTask`): the export alone. */
export const buildExport = (outfile = join(root, 'dist', 'lost-writes.cjs')) => bundled('lost-writes-task.ts', outfile);

async function bundled(entry, outfile) {
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [join(root, 'cli', entry)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    // Not ESM: there every `import` of Node's own modules is evaluated at the start, whichever verb needs it.
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { VERSION: JSON.stringify(version) },
    external: ['pg-native', 'pg-cloudflare'],
    plugins: [littleOfTheCdk],
    logLevel: 'error',
    metafile: true,
  });
  chmodSync(outfile, 0o755);
  return metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
