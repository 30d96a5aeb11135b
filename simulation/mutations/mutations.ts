import type { Patch } from './patch.ts';

/** A guard taken out of the product, in a function's source or in a workflow's definition. */
export interface Mutation {
  readonly name: string;
  readonly patch?: Patch;
  readonly definition?: (text: string) => string;
}

export const MUTATIONS: readonly Mutation[] = [];

export function mutationNamed(name: string): Mutation {
  const found = MUTATIONS.find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`There is no mutation "${name}".`);
  return found;
}
