import type { Connection } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly work: string;
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly connection: Connection | null;
  readonly applicationRoles: readonly string[];
  /** The role that counts writes, and goes on to; null: it is not known. */
  readonly reader: string | null;
  /** Retries of this state so far. A database that stays unreachable is only tagged; one that is gone is left alone. */
  readonly tried: number;
}

export interface Output {
  /** False: no connection is configured, or the database does not answer. It is then only tagged. */
  readonly readOnly: boolean;
  /** Application sessions still on it. */
  readonly sessions: number;
  /** What PostgreSQL refused to close, and why; who may still connect; jobs of pg_cron that may still run. */
  readonly notClosed: readonly string[];
}
