import { StatesError } from './errors.ts';

/** Refuses a definition. @throws StatesError InvalidDefinition */
export function refuse(state: string, why: string): never {
  throw new StatesError('InvalidDefinition', state === '' ? why : `State "${state}": ${why}`);
}
