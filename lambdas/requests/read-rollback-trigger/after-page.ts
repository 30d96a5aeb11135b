import { EVALUATED_WITHIN_SECONDS } from '../../model/limits.ts';

/** When maintenance mode was up last. */
export interface Page {
  readonly since: string;
  readonly until: string;
}

/**
 * Whether the maintenance page itself may have rung the alarm, though it is gone: the page is a 503 of the load balancer, and
 * an alarm looks back over its whole window. One whose window fits into the time of the page, and that did not ring then, is
 * not rung by the page. What is reported here and goes on is found by the watch, which waits for such alarms to recover.
 */
export function rungByPage(
  at: string,
  { since, until }: Page,
  { windowSeconds, rangBehindIt }: { readonly windowSeconds: number; readonly rangBehindIt: boolean },
): boolean {
  const looksBack = (windowSeconds + EVALUATED_WITHIN_SECONDS) * 1_000;
  const [fired, raised, lowered] = [at, since, until].map((time) => Date.parse(time)) as [number, number, number];
  if (fired < raised || fired > lowered + looksBack) return false;
  return rangBehindIt || lowered - raised < looksBack;
}
