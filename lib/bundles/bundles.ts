import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

/** In the package: every function's bundle, built when it was packed. */
const prebuilt = fileURLToPath(new URL('functions', import.meta.url));
let output: string | undefined;

/** Folder of a step's bundle: `index.mjs` alone. */
export function bundleOf(step: string): string {
  output ??= existsSync(prebuilt) ? prebuilt : build();
  const folder = join(output, step);
  if (!existsSync(folder))
    throw new Error(`There is no step "${step}": expected lambdas/<subject>/${step}/handler.ts.`);
  return folder;
}
