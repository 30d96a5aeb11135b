/** Names of errors that several steps throw and the workflows match. */

/** Throttled, 5xx, or no connection: retried by every state. */
export const TEMPORARILY_UNAVAILABLE = 'TemporarilyUnavailable';
/** Another execution holds the environment: this one may not act any more. */
export const LOCK_LOST = 'LockLost';
/** A person's JSON is wrong; nothing was touched. */
export const REQUEST_REFUSED = 'RequestRefused';
/** It takes longer than it may. */
export const TOOK_TOO_LONG = 'TookTooLong';
/** No way leads from the subnets of functions to a service that they call. Waiting mends nothing. */
export const SERVICE_UNREACHABLE = 'ServiceUnreachable';
/** Somebody else changed what this workflow had left; the change is not undone. */
export const CHANGED_BY_OTHERS = 'ChangedByOthers';

/** Nothing moves until a person decides: the execution was started to go back, and has not. */
export const FROZEN = 'Frozen';
/** There was nothing to go back from, or nobody may go back from it by machine: the environment is open, as it was. */
export const NOTHING_TO_UNDO = 'NothingToUndo';
/** A backup drill proved nothing, or left something behind: it has told so. */
export const BACKUP_DRILL_FAILED = 'BackupDrillFailed';
/** A backup drill did not begin: what stood in its way was told. */
export const BACKUP_DRILL_REFUSED = 'BackupDrillRefused';
/** Ends of executions that did their work and told of it, without what they were started for. Nobody is called for them. */
export const WITHOUT_PURPOSE = [FROZEN, NOTHING_TO_UNDO, BACKUP_DRILL_FAILED, BACKUP_DRILL_REFUSED] as const;
export type WithoutPurpose = (typeof WITHOUT_PURPOSE)[number];
