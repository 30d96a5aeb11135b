/**
 * Times that depend on each other, each longer than the one before (`test/lib/limits.test.ts`). Three tries of a call fit
 * into a step. Whoever takes over waits longer than a step. A state gives its function time to fail by itself.
 */

/** One try of a call to AWS, and the time to connect. Milliseconds. */
export const CALL_TIMEOUT_MS = 8_000;
export const CONNECT_TIMEOUT_MS = 3_000;
export const CALL_TRIES = 3;

/** Time-out of a function: an acting step ends within it. */
export const STEP_TIMEOUT_SECONDS = 30;

/** After this time no step of the last holder can still be in flight. */
export const STEP_IN_FLIGHT_SECONDS = 35;

/** A state ends later than its function, whose own error says more. */
export const STATE_TIMEOUT_SECONDS = 45;

/**
 * EventBridge retries a target for this long, and a rollback refuses older events: a rollback that begins later is worse
 * than none.
 */
export const OLDEST_EVENT_SECONDS = 300;

/** DescribeExecution is eventually consistent: an execution that "does not exist" counts as running this long. */
export const UNSEEN_MINUTES = 10;

/** While an incident lasts, teams hear of it at least this often: what their messages promise. */
export const NEWS_WITHIN_MINUTES = 60;
/** The watchdog sends them this long after the last word: it looks every minute, and a look may be missed. */
export const NEWS_AFTER_MINUTES = 55;

/** How long after data an alarm's change may come: a load balancer's metrics are a minute late, alarms are evaluated once a minute. */
export const EVALUATED_WITHIN_SECONDS = 120;

/** RDS ships the log every five minutes: a newer time is waited for, for as long as that may be late. */
export const SHIPPED_WITHIN_MINUTES = 30;
