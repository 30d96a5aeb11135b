import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { withTags } from '../../template/properties/tags.ts';
import type { LoadBalancer } from './listener.ts';
import type { Rule } from './rule.ts';
import type { ElbState } from './state.ts';
import { checkActions, checkConditions, invalid, unmodelled } from './validate.ts';

/**
 * An ALB has at most so many rules on all its listeners, default ones left out
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html); a priority is 1 to 50000.
 */
export const MOST_RULES = 100;
const LAST_PRIORITY = 50_000;

/** CreateRule: known at once, in force with the listener's next batch. */
export function createRule(state: ElbState, request: Partial<elbv2.CreateRuleInput>): Rule {
  const { ListenerArn, Priority, Conditions = [], Actions = [], Tags = [], Transforms } = request;
  const listener = state.listener(ListenerArn);
  if (Transforms?.length) throw unmodelled('Transforms');
  if (!Number.isInteger(Priority) || Priority === undefined || Priority < 1 || Priority > LAST_PRIORITY) {
    throw invalid(`Priority must be between 1 and ${LAST_PRIORITY}, not ${Priority}`);
  }
  checkConditions(Conditions);
  checkActions(Actions, (arn) => state.groups.has(arn));
  if (listener.rules.some((rule) => rule.priority === Priority)) {
    throw new elbv2.PriorityInUseException({
      message: `Priority '${Priority}' is currently in use`,
      $metadata: {},
    });
  }
  if (rulesOn(state, listener.loadBalancer) >= MOST_RULES) {
    const message = `The maximum number of rules has been reached on load balancer '${listener.loadBalancer.arn}'`;
    throw new elbv2.TooManyRulesException({ message, $metadata: {} });
  }
  const rule: Rule = {
    arn: state.newRuleArn(listener.arn),
    priority: Priority,
    conditions: Conditions,
    actions: Actions,
    tags: withTags([], Tags),
  };
  listener.rules = [...listener.rules, rule];
  listener.server.announce(listener.rules);
  return rule;
}

const rulesOn = (state: ElbState, loadBalancer: LoadBalancer): number =>
  [...state.listeners.values()]
    .filter((listener) => listener.loadBalancer === loadBalancer)
    .reduce((sum, { rules }) => sum + rules.length - 1, 0);

/** DeleteRule. @throws OperationNotPermittedException for a listener's default rule */
export function deleteRule(state: ElbState, RuleArn: string | undefined): void {
  const { listener, rule } = state.rule(RuleArn);
  if (rule.priority === 'default') {
    throw new elbv2.OperationNotPermittedException({
      message: `Default rule '${RuleArn}' cannot be deleted`,
      $metadata: {},
    });
  }
  listener.rules = listener.rules.filter((other) => other !== rule);
  listener.server.announce(listener.rules);
}
