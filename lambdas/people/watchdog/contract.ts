import type { Connection } from '../../model/environment.ts';

/** What the schedule's target gives: written into the rule, as a state's payload is. */
export interface Input {
  /** When the schedule fired, ISO 8601: the only clock. */
  readonly time: string;
}

/** The environment, from the function's variable `WATCHED` (JSON). */
export interface Watched {
  readonly cluster: string;
  readonly services: readonly string[];
  readonly connection: Connection | null;
  readonly tables: readonly string[];
}

export interface Output {
  /** Kinds of what was found. */
  readonly found: readonly string[];
  readonly told: number;
}
