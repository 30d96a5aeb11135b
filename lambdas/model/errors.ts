/** Names of errors that several steps throw and the workflows match. */

/** Throttled, 5xx, or no connection: retried by every state. */
export const TEMPORARILY_UNAVAILABLE = 'TemporarilyUnavailable';
/** Another execution holds the environment: this one may not act any more. */
export const LOCK_LOST = 'LockLost';
/** A person's JSON is wrong; nothing was touched. */
export const REQUEST_REFUSED = 'RequestRefused';
/** It takes longer than it may. */
export const TOOK_TOO_LONG = 'TookTooLong';
/** Somebody else changed what this workflow had left; the change is not undone. */
export const CHANGED_BY_OTHERS = 'ChangedByOthers';
