import { OTHER_HOST } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';
import { PERSON } from './at-the-console.ts';

interface TheirRule {
  readonly RuleArn: string;
  readonly Priority: string;
  readonly Conditions: readonly { readonly Field: string; readonly HostHeaderConfig?: { readonly Values: string[] } }[];
  readonly Actions: readonly object[];
}

/** Longer than a page is up without a restore, shorter than with one. */
const THEIRS_FOR_MS = 8 * 60_000;

const call = <T>(world: World, operation: string, input: object): Promise<T> =>
  world.kernel.call(PERSON, 'elasticloadbalancing', operation, input) as Promise<T>;

/** Whoever runs the other application on the listener gives it one rule more, and takes it away again: nobody asked them to wait. */
export async function changeTheirRules(world: World): Promise<void> {
  const { LoadBalancers } = await call<{ LoadBalancers: { LoadBalancerArn: string }[] }>(
    world,
    'DescribeLoadBalancers',
    {},
  );
  for (const { LoadBalancerArn } of LoadBalancers) {
    const { Listeners } = await call<{ Listeners: { ListenerArn: string }[] }>(world, 'DescribeListeners', {
      LoadBalancerArn,
    });
    for (const { ListenerArn } of Listeners) {
      const { Rules } = await call<{ Rules: TheirRule[] }>(world, 'DescribeRules', { ListenerArn });
      const theirs = Rules.find(({ Conditions }) =>
        Conditions.some(({ HostHeaderConfig }) => HostHeaderConfig?.Values.includes(OTHER_HOST)),
      );
      if (theirs === undefined) continue;
      await addAndRemove(world, ListenerArn, theirs, Rules);
      return;
    }
  }
  throw new Error('The other application has no rule.');
}

async function addAndRemove(
  world: World,
  ListenerArn: string,
  { Actions }: TheirRule,
  rules: readonly TheirRule[],
): Promise<void> {
  const last = Math.max(...rules.map(({ Priority }) => Number(Priority)).filter(Number.isFinite));
  const made = await call<{ Rules: TheirRule[] }>(world, 'CreateRule', {
    ...{ ListenerArn, Actions, Priority: last + 1 },
    Conditions: [
      { Field: 'host-header', HostHeaderConfig: { Values: [OTHER_HOST] } },
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/news/*'] } },
    ],
  });
  const { RuleArn } = made.Rules[0] ?? { RuleArn: '' };
  const rule = { arn: RuleArn, from: world.clock.now(), until: Number.POSITIVE_INFINITY };
  world.facts.theirRules.push(rule);
  await world.clock.sleep(THEIRS_FOR_MS);
  rule.until = world.clock.now();
  await call(world, 'DeleteRule', { RuleArn });
}
