import type { Connection } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';

export const SESSIONS_LEFT = 'SessionsLeft';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  /** Database roles the application logs in with. */
  readonly applicationRoles: readonly string[];
  /** The database is left for good: new sessions may only read. */
  readonly readOnly: boolean;
  /** The role that counts writes, and may go on connecting to a database left for good; null: it is not known. */
  readonly reader: string | null;
  /** Retries of this state so far; null where the database must answer. */
  readonly tried: number | null;
  /** A database that stays unreachable fails the state: whoever must end the sessions is told. */
  readonly mustKnow: boolean;
  readonly limitMinutes: number;
}

/**
 * @throws TookTooLong when somebody keeps reconnecting
 * @throws SessionsLeft when the database stays unreachable, and that must be known
 */
export interface Output {
  /** False: no connection is configured, or the database does not answer. */
  readonly known: boolean;
  readonly ended: number;
  /** No session of the application is left, as far as is known. */
  readonly gone: boolean;
  /** New sessions can only read. */
  readonly readOnly: boolean;
}
