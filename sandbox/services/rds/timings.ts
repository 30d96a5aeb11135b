/** How long RDS takes, in virtual ms; the real work runs beside and can only make it longer. */
export interface Timings {
  /** From RestoreDBInstanceFromDBSnapshot until connections are accepted. */
  readonly restoreMs: number;
  /** The time in `modifying` that follows. */
  readonly configureMs: number;
  /** The baseline backup of a restored instance: hours in an account, long enough here that nobody waits for it. */
  readonly baselineBackupMs: number;
  /** How long the volume of a restored instance is filled from S3, beside everything else. */
  readonly initializeMs: number;
  /** A snapshot of everything; a later one of the same instance copies what changed. */
  readonly snapshotMs: number;
  readonly modifyMs: number;
}

const MINUTE = 60_000;

export const USUAL_TIMINGS: Timings = {
  restoreMs: 4 * MINUTE,
  configureMs: MINUTE,
  baselineBackupMs: 40 * MINUTE,
  initializeMs: 30 * MINUTE,
  snapshotMs: 2 * MINUTE,
  modifyMs: MINUTE / 2,
};
