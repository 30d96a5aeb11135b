import type { Connection, Listener, Pointer } from '../../model/environment.ts';
import type { CountScope } from '../../model/writes.ts';

/** Input that the rule of the schedule passes on, as a state passes its payload. */
export interface Input {
  /** When the schedule fired, ISO 8601: the only clock. */
  readonly time: string;
}

/** The environment, from the function's variable `WATCHED` (JSON). */
export interface Watched {
  readonly cluster: string;
  readonly pointer: Pointer;
  readonly connection: Connection | null;
  readonly scope: CountScope;
  /** Some requests need a second person, and expire. Absent: none does. */
  readonly secondPerson?: true;
  /** Absent: of an earlier template. */
  readonly rules?: { readonly environment: string; readonly page: number; readonly listeners: readonly Listener[] };
}

export interface Output {
  /** Kinds of the findings. */
  readonly found: readonly string[];
  readonly told: number;
}
