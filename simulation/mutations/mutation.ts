import type { Cell } from '../faults/cell.ts';
import type { Intrusion } from '../people/intrusions.ts';
import type { Scenario } from '../story/scenario.ts';
import type { Patch } from './patch.ts';

/** A story in which a mutation must show. */
export interface Trial {
  readonly scenario: Scenario;
  readonly cells?: readonly Cell[];
  readonly intrusions?: readonly Intrusion[];
  readonly seeds?: readonly number[];
}

export const GUARDS = [
  'lock',
  'fence',
  'pointer',
  'quarantine',
  'settling',
  'maintenance',
  'triage',
  'automation',
  'writes',
  'reporting',
  'repeating',
  'retention',
  'checks',
  'surroundings',
  'drill',
  'standby',
  'second-person',
  'configuration',
] as const;

/** A guard taken out of the product, in functions' sources or in a workflow's definition. */
export interface Mutation {
  readonly name: string;
  readonly guard: (typeof GUARDS)[number];
  readonly patches?: readonly Patch[];
  readonly definition?: (text: string) => string;
  /** Invariants, any of which may be what it breaks. */
  readonly breaks: readonly number[];
  readonly trials: readonly Trial[];
}

/** Where chance decides whether it shows. */
export const SEVERAL = [1, 2, 3, 4, 5, 6, 7, 8];
