import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Patch } from '../mutations/patch.ts';

export type Handler = (event: unknown) => Promise<unknown>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The handlers of `lambdas/`, by the name of their folder, in this thread: bundled from their own sources so that a
 * deliberate mutation can be made on the way; packages stay outside, so that all share one SDK.
 */
export async function loadHandlers(patches: readonly Patch[] = []): Promise<ReadonlyMap<string, Handler>> {
  const files = globSync('lambdas/*/*/handler.ts', { cwd: root }).sort();
  const stepOf = (file: string) => JSON.stringify(basename(dirname(file)));
  const contents = files
    .map((file, index) => `import { handler as h${index} } from './${file}';`)
    .concat(`export const handlers = { ${files.map((file, index) => `${stepOf(file)}: h${index}`).join(', ')} };`)
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
      ...(patches.length === 0 ? {} : { plugins: [patching(patches)] }),
    });
    const { handlers } = (await import(pathToFileURL(outfile).href)) as { handlers: Record<string, Handler> };
    return new Map(Object.entries(handlers));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes files on their way into the bundle. @throws Error when what is to be changed is not there: the mutation is stale */
function patching(patches: readonly Patch[]): Plugin {
  return {
    name: 'mutation',
    setup({ onLoad, onEnd }) {
      const waiting = new Set(patches);
      onLoad({ filter: /lambdas\/.*\.ts$/ }, ({ path }) => {
        const own = patches.filter(({ file }) => path.endsWith(file));
        if (own.length === 0) return undefined;
        let contents = readFileSync(path, 'utf8');
        for (const patch of own) {
          const changed = contents.replace(patch.find, patch.replace);
          if (changed === contents)
            throw new Error(`${patch.file} has no longer what a mutation changes: ${patch.find}`);
          contents = changed;
          waiting.delete(patch);
        }
        return { contents, loader: 'ts' };
      });
      onEnd(() => {
        for (const { file } of waiting) throw new Error(`There is no file ${file} for a mutation to change.`);
      });
    },
  };
}
