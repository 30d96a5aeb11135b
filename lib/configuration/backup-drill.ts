import * as v from 'valibot';
import { whole } from './values.ts';

/**
 * Backup drills: the newest restore point is restored to a throw-away database, proven, measured, and deleted again. Left out:
 * there are none, and no role of the control plane may delete an instance for one.
 */
export const backupDrill = v.strictObject({
  /** Every so many days; an alarm rings when none has proven anything for twice as long. */
  days: whole(1, 90),
  /** An alarm rings when the newest drill took longer from the request of the restore to the proof; left out: none does. */
  maxRecoveryMinutes: v.optional(whole(1, 1_440)),
  /** The same for the age of the data that would be lost. */
  maxRecoveryPointMinutes: v.optional(whole(1, 525_600)),
});
