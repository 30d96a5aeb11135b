import type { Assign, Machine, State } from './asl.ts';
import { refuse } from './refusal.ts';

/** At most 80 characters; a letter first, then letters, digits and underscores, of any script (Developer Guide, workflow-variables). */
const NAME = /^\p{ID_Start}[\p{ID_Continue}]{0,79}$/u;

/** Every Assign of a state: its own, its choices' and its catchers'. */
function assigns(state: State): Assign[] {
  const of: (Assign | undefined)[] = ['Assign' in state ? state.Assign : undefined];
  if (state.Type === 'Choice') of.push(...state.Choices.map((rule) => rule.Assign));
  if ('Catch' in state) of.push(...(state.Catch ?? []).map((catcher) => catcher.Assign));
  return of.filter((assign) => assign !== undefined);
}

/** Variables that a machine's own states assign. */
export function assignedBy(machine: Machine): string[] {
  return Object.values(machine.States).flatMap((state) => assigns(state).flatMap(Object.keys));
}

/** An inner scope may read an outer variable, and may neither assign nor shadow it. */
export function checkVariables(name: string, state: State, outer: readonly string[]): void {
  for (const variable of assigns(state).flatMap((assign) => Object.keys(assign))) {
    if (variable === 'states') refuse(name, 'it assigns $states, which is reserved');
    if (!NAME.test(variable)) refuse(name, `it assigns "${variable}", which is no name of a variable`);
    if (outer.includes(variable)) refuse(name, `it assigns $${variable}, a variable of an outer scope`);
  }
}
