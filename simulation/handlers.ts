import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Patch } from './mutations/patch.ts';

export type Handler = (event: unknown) => Promise<unknown>;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The handlers of `lambdas/`, by the name of their folder, in this thread: bundled from their own sources so that a
 * deliberate mutation can be made on the way; packages stay outside, so that all share one SDK.
 */
export async function loadHandlers(patch?: Patch): Promise<ReadonlyMap<string, Handler>> {
  const names = readdirSync(join(root, 'lambdas'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => readdirSync(join(root, 'lambdas', name)).includes('handler.ts'));
  const contents = names
    .map((name, index) => `import { handler as h${index} } from './lambdas/${name}/handler.ts';`)
    .concat(
      `export const handlers = { ${names.map((name, index) => `${JSON.stringify(name)}: h${index}`).join(', ')} };`,
    )
    .join('\n');
  // Below the project, so that the packages are found.
  const folder = await mkdtemp(join(root, 'node_modules', '.simulation-'));
  try {
    const outfile = join(folder, 'handlers.mjs');
    await build({
      stdin: { contents, resolveDir: root, sourcefile: 'simulation.ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      packages: 'external',
      outfile,
      logLevel: 'error',
      ...(patch === undefined ? {} : { plugins: [patching(patch)] }),
    });
    const { handlers } = (await import(pathToFileURL(outfile).href)) as { handlers: Record<string, Handler> };
    return new Map(Object.entries(handlers));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes one file on its way into the bundle. @throws Error when the text to be changed is not there: the mutation is stale */
function patching(patch: Patch): Plugin {
  return {
    name: 'mutation',
    setup({ onLoad, onEnd }) {
      let applied = false;
      onLoad({ filter: /lambdas\/.*\.ts$/ }, async ({ path }) => {
        if (!path.endsWith(patch.file)) return undefined;
        const { readFile } = await import('node:fs/promises');
        const source = await readFile(path, 'utf8');
        const contents = source.replace(patch.find, patch.replace);
        if (contents === source)
          throw new Error(`${patch.file} has no ${patch.find}: the mutation "${patch.name}" is stale.`);
        applied = true;
        return { contents, loader: 'ts' };
      });
      onEnd(() => {
        if (!applied) throw new Error(`No file ${patch.file}: the mutation "${patch.name}" is stale.`);
      });
    },
  };
}
