import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type Patch, patchedSource } from '../mutations/patch.ts';

export type Handler = (event: unknown) => Promise<unknown>;

/** A deliberate mutation of sources. */
interface Mutated {
  readonly name: string;
  readonly patches?: readonly Patch[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The handlers of `lambdas/`, by the name of their folder, in this thread: bundled from their own sources so that a
 * deliberate mutation can be made on the way; packages stay outside, so that all share one SDK.
 */
export async function loadHandlers(mutated?: Mutated): Promise<ReadonlyMap<string, Handler>> {
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
      ...(mutated === undefined ? {} : { plugins: [patching(mutated)] }),
    });
    const { handlers } = (await import(pathToFileURL(outfile).href)) as { handlers: Record<string, Handler> };
    return new Map(Object.entries(handlers));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes files on their way into the bundle. @throws Error when the mutation is stale */
function patching({ name, patches = [] }: Mutated): Plugin {
  // Also those that are no longer part of the bundle.
  const sources = new Map(patches.map(({ file }) => [join(root, file), patchedSource(name, file, patches)]));
  return {
    name: 'mutation',
    setup({ onLoad }) {
      onLoad({ filter: /lambdas\/.*\.ts$/ }, ({ path }) => {
        const contents = sources.get(path);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}
