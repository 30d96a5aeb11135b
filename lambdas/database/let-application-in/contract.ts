import type { Connection } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /** Login of the owner. */
  readonly connection: Connection | null;
  /** Login of the application itself. */
  readonly application: Connection | null;
  /** The restored database. */
  readonly host: string;
  readonly port: number;
  /** It was kept: its quarantine is lifted first. */
  readonly kept: boolean;
}

export const QUARANTINE_STAYS = 'QuarantineStays';

/** @throws QuarantineStays when PostgreSQL refuses to open a database that was kept */
export interface Output {
  /** The secret's password was set: the one of the restore point let the application not in. */
  readonly set: boolean;
  /** Why it could not be set; null: it was, or it was not needed. */
  readonly refused: string | null;
}
