import type { Person } from '../people/person.ts';
import type { Scenario } from '../story/scenario.ts';
import type { World } from '../world/world.ts';

/** One run, over. */
export interface Run {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly world: World;
  readonly person: Person;
  /** It came to an end by itself. */
  readonly ended: boolean;
}
