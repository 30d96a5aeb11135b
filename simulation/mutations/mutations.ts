import { FENCE } from './fence.ts';
import { LOCK } from './lock.ts';
import { MAINTENANCE } from './maintenance.ts';
import type { Mutation } from './mutation.ts';
import { POINTER } from './pointer.ts';
import { QUARANTINE } from './quarantine.ts';
import { REPEATING } from './repeating.ts';
import { REPORTING } from './reporting.ts';
import { SERIALIZATION } from './serialization.ts';
import { SETTLING } from './settling.ts';
import { TRIAGE } from './triage.ts';
import { WRITES } from './writes.ts';

/** Every guard taken out of the product, one at a time. */
export const MUTATIONS: readonly Mutation[] = [
  ...LOCK,
  ...FENCE,
  ...POINTER,
  ...QUARANTINE,
  ...SETTLING,
  ...MAINTENANCE,
  ...TRIAGE,
  ...WRITES,
  ...REPORTING,
  ...REPEATING,
];

export function mutationNamed(name: string): Pick<Mutation, 'name' | 'patches' | 'definition'> {
  const found = [...MUTATIONS, ...SERIALIZATION].find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`There is no mutation "${name}".`);
  return found;
}
