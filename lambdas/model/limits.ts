/**
 * Times that depend on each other, each longer than the one before (`test/lib/limits.test.ts`): three tries of a call fit
 * into a step, whoever takes over waits longer than a step, and a state gives its function the time to fail by itself.
 */

/** One try of a call to AWS, and the time to connect. Milliseconds. */
export const CALL_TIMEOUT_MS = 8_000;
export const CONNECT_TIMEOUT_MS = 3_000;
export const CALL_TRIES = 3;

/** A function's own time-out: an acting step ends within it. */
export const STEP_TIMEOUT_SECONDS = 30;

/** Behind a step in flight of the last holder nothing of it acts any more. */
export const STEP_IN_FLIGHT_SECONDS = 35;

/** A state ends later than its function must have: the function's own error is the better one. */
export const STATE_TIMEOUT_SECONDS = 45;

/** EventBridge tries a target for as long, and a rollback refuses an older event: one that begins later is worse than none. */
export const OLDEST_EVENT_SECONDS = 300;

/** DescribeExecution is eventually consistent: an execution that "does not exist" counts as running this long. */
export const UNSEEN_MINUTES = 10;
