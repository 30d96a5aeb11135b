import type { Connection } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';
import type { Sequences } from '../../model/sequences.ts';
import type { Endpoint } from '../sql.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  /** Login of the owner; null: none is configured, and no sequence is moved. */
  readonly connection: Connection | null;
  readonly quarantined: Endpoint;
  readonly restored: Endpoint;
  /** Retries of this state so far. */
  readonly tried: number;
  /** Users wait behind the page: what is not done by then is told. */
  readonly limitMinutes: number;
}

export interface Output {
  /** False: a statement took too long on cold storage. What was read is warm, and the next look goes on. */
  readonly done: boolean;
  readonly sequences: Sequences;
}
