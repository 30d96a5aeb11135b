import { existsSync, readFileSync } from 'node:fs';

/** Path below the project. */
type ProductFile = `lambdas/${string}.ts`;

/** A deliberate mistake in one source file of the product. */
export interface Patch {
  readonly file: ProductFile;
  /** Stands in the file once. */
  readonly find: string | RegExp;
  readonly replace: string;
}

/** Names the file that a patch changes. */
export const inFile = (file: ProductFile) => ({
  replace: (find: string | RegExp, replace: string): Patch => ({ file, find, replace }),
});

const root = new URL('../../', import.meta.url);

/** Today's source of the file, with every patch made that is in it. @throws Error for a mutation that is stale: what to do is in it */
export function patchedSource(mutation: string, file: string, patches: readonly Patch[]): string {
  const at = new URL(file, root);
  if (!existsSync(at)) throw stale(mutation, `there is no file ${file}`);
  return patches
    .filter((patch) => patch.file === file)
    .reduce(
      (source, { find, replace }) => {
        const found =
          typeof find === 'string' ? source.split(find).length - 1 : [...source.matchAll(global(find))].length;
        if (found !== 1) throw stale(mutation, `${file} has ${found === 0 ? 'no longer' : `${found} times`}: ${find}`);
        return source.replace(find, () => replace);
      },
      readFileSync(at, 'utf8'),
    );
}

const global = (find: RegExp): RegExp => new RegExp(find, `${find.flags}g`);

const stale = (mutation: string, what: string): Error =>
  new Error(
    `The mutation "${mutation}" is stale: ${what}. Look for its name in simulation/mutations, and let it break today's code in the same way; if the guard that it takes out is gone, take out the mutation.`,
  );
