import { AUTOMATION, DECIDING } from './automation.ts';
import { CHECKING } from './checks.ts';
import { CONFIGURATIONS } from './configurations.ts';
import { DRILLING } from './drill.ts';
import { FENCE } from './fence.ts';
import { functionMistakeNamed } from './function-mistakes.ts';
import { LOCK } from './lock.ts';
import { MAINTENANCE } from './maintenance.ts';
import type { Mutation } from './mutation.ts';
import { NAMING } from './naming.ts';
import { POINTER } from './pointer.ts';
import { QUARANTINE } from './quarantine.ts';
import { REPEATING } from './repeating.ts';
import { REPORTING } from './reporting.ts';
import { RETAINING } from './retention.ts';
import { SERIALIZATION } from './serialization.ts';
import { SETTLING } from './settling.ts';
import { STANDBY } from './standby.ts';
import { SURROUNDINGS } from './surroundings.ts';
import { TRIAGE } from './triage.ts';
import { VISIBLE } from './visible.ts';
import { withMistake } from './workflow-mistakes.ts';
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
  ...AUTOMATION,
  ...DECIDING,
  ...WRITES,
  ...REPORTING,
  ...NAMING,
  ...REPEATING,
  ...VISIBLE,
  ...RETAINING,
  ...CHECKING,
  ...SURROUNDINGS,
  ...DRILLING,
  ...STANDBY,
  ...CONFIGURATIONS,
];

/** A mutation by hand, or by machine: a mistake in a workflow (`by machine: <machine> / <state>: <what>`) or in a function. */
export function mutationNamed(name: string): Pick<Mutation, 'name' | 'patches' | 'definition'> {
  const [, machine = '', state = '', what = ''] = /^by machine: (.+?) \/ (.+?): (.+)$/.exec(name) ?? [];
  if (machine !== '') return { name, definition: (text) => withMistake(text, { state, what }) ?? text };
  const patch = functionMistakeNamed(name);
  if (patch !== undefined) return { name, patches: [patch] };
  const found = [...MUTATIONS, ...SERIALIZATION].find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`There is no mutation "${name}".`);
  return found;
}
