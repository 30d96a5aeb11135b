import { EVALUATED_WITHIN_SECONDS } from '../../model/limits.ts';
import type { Look } from '../../observation/alarms.ts';

/** When maintenance mode was up last. */
export interface Page {
  readonly since: string;
  readonly until: string;
}

/**
 * Metrics that no answer of the load balancer itself enters, or enters against the alarm: what the application's tasks answer,
 * and requests to compare that with (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
const OF_TASKS = /^AWS\/ApplicationELB (HTTPCode_Target_[2-5]XX_Count|TargetResponseTime|RequestCount)$/;

/**
 * Whether the maintenance page itself may have rung the alarm, though it is gone: the page is a 503 of the load balancer, and
 * an alarm looks back over its whole window. An alarm that kept quiet through the page proves nothing: nobody may have asked
 * until its last minute. Only one that looks at what tasks answer is not rung by it, if its window fits into the time of the
 * page and it did not ring then. What is reported here and goes on is found by the watch, which waits for such alarms to recover.
 */
export function rungByPage(
  at: string,
  { since, until }: Page,
  { windowSeconds, metrics, rangBehindIt }: Look & { readonly rangBehindIt: boolean },
): boolean {
  const looksBack = (windowSeconds + EVALUATED_WITHIN_SECONDS) * 1_000;
  const [fired, raised, lowered] = [at, since, until].map((time) => Date.parse(time)) as [number, number, number];
  if (fired < raised || fired > lowered + looksBack) return false;
  const ofTasks = metrics.length > 0 && metrics.every((metric) => OF_TASKS.test(metric));
  return rangBehindIt || !ofTasks || lowered - raised < looksBack;
}
