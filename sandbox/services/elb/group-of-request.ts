import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { targetGroupsOf } from './validate.ts';

/** The cookie that keeps a client with its target group (sticky-sessions, "Application Load Balancer generated cookies"). */
const COOKIE = 'AWSALBTG';

export interface Chosen {
  readonly arn: string;
  /** What the answer sets, where the groups are sticky. */
  readonly cookie?: string;
}

/** The target group of a request: the one its cookie names, else one by weight. */
export function chooseGroup(action: Action, cookies: string | undefined): Chosen {
  const groups = targetGroupsOf(action);
  const { Enabled, DurationSeconds } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  if (Enabled !== true) return { arn: byWeight(groups) };
  const named = new RegExp(`(?:^|; *)${COOKIE}=([^;]+)`).exec(cookies ?? '')?.[1];
  const kept = groups.find(({ arn }) => encoded(arn) === named)?.arn;
  const arn = kept ?? byWeight(groups);
  return { arn, cookie: `${COOKIE}=${encoded(arn)}; Max-Age=${DurationSeconds}; Path=/` };
}

const encoded = (arn: string): string => Buffer.from(arn).toString('base64url');

function byWeight(groups: readonly { arn: string; weight: number }[]): string {
  let left = Math.random() * groups.reduce((sum, { weight }) => sum + weight, 0);
  for (const { arn, weight } of groups) {
    left -= weight;
    if (left < 0) return arn;
  }
  return ''; // All weights are zero: ELB answers 503, as for no target.
}
