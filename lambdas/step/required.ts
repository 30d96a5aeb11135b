import type { Variable } from '../model/variables.ts';

/** An environment variable that the stack sets. @throws Error when it is missing: a mistake of the stack */
export function required(name: Variable): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `The function has no environment variable ${name}; the control plane's stack must set it. Deploy it again.`,
    );
  }
  return value;
}

/** An environment variable that the stack sets where the configuration asks for it; undefined: it does not. */
export const optional = (name: Variable): string | undefined => process.env[name];
