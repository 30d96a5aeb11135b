import type { Action, Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../model/environment.ts';
import { areaOf, conditionsOf, takesAll, touches } from './area.ts';
import { asSent, hostsOf, pathsOf } from './conditions.ts';

/** One way that requests of the application go: conditions (none: all that are left) and where they lead. */
export interface Way {
  readonly priority: string;
  readonly conditions: readonly RuleCondition[];
  /** Without the actions that ask users to log in: checks cannot, and AWS never returns a client's secret. */
  readonly actions: readonly Action[];
}

/** Which requests maintenance mode covers on a listener, and where they go without it. */
export interface Scope {
  /** Conditions of the page; empty: every request. */
  readonly conditions: readonly RuleCondition[];
  /** In the order in which the listener tries them. */
  readonly ways: readonly Way[];
}

export type Scoping =
  | { readonly kind: 'scope'; readonly scope: Scope }
  | {
      readonly kind: 'problem';
      readonly problem: string;
      /** The rule that would win over the page, where that is the problem. */
      readonly first?: Rule;
    };

/**
 * A listener may be shared. Its default action need not lead to the application, and a page for everybody would take down
 * every other application on it (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html).
 * @param rules the listener's rules that are not ours, the default one included
 * @param page priority of our page: an earlier rule that leads anywhere would win over it
 */
export function scopeOf(rules: readonly Rule[], listener: Listener, page: number): Scoping {
  const inOrder = [...rules].sort((a, b) => rank(a) - rank(b));
  const area = areaOf(
    listener,
    rules.filter((rule) => rule.IsDefault !== true),
  );
  const touching = inOrder.filter(
    (rule) => (rule.Actions ?? []).length > 0 && (rule.IsDefault === true || touches(rule, area)),
  );
  const last = touching.findIndex((rule) => takesAll(rule, area));
  const here = last < 0 ? touching : touching.slice(0, last + 1);
  const host = area.hosts.join(', ') || new URL(listener.url).hostname;
  const first = here.find((rule) => rank(rule) < page && leadsSomewhere(rule));
  if (first !== undefined)
    return problem(
      `its rule with priority ${first.Priority} takes requests for ${host}${area.paths.join(', ')} and would win over the maintenance page (priority ${page}); expected it behind. Move that rule, configure other maintenance priorities, or the listener's hosts and paths so that it is not among them`,
      first,
    );
  const ways = here.map(wayOf).filter(({ actions }) => actions.length > 0);
  if (!ways.some(({ actions }) => actions.some(({ Type }) => Type === 'forward' || Type === 'redirect')))
    return problem(
      `neither a rule nor the default action forwards requests for ${host}${area.paths.join(', ')}; expected one of them to lead to the application`,
    );
  return { kind: 'scope', scope: { conditions: conditionsOf(area), ways } };
}

/** ARNs of the target groups that a way leads to; none for a redirect or a fixed response. */
export const targetGroupsOf = ({ actions }: Way): string[] =>
  actions
    .filter(({ Type }) => Type === 'forward')
    .flatMap(({ TargetGroupArn, ForwardConfig }) => [
      ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
      ...(ForwardConfig?.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn }) => (arn === undefined ? [] : [arn])),
    ]);

const problem = (text: string, first?: Rule): Scoping => ({
  ...{ kind: 'problem', problem: text },
  ...(first === undefined ? {} : { first }),
});
const rank = ({ IsDefault, Priority }: Rule): number =>
  IsDefault === true ? Number.POSITIVE_INFINITY : Number(Priority);

const leadsSomewhere = ({ Actions = [] }: Rule): boolean => Actions.some(({ Type }) => Type === 'forward');

/** Actions that may be repeated in another rule. */
const REPEATED: readonly (string | undefined)[] = ['forward', 'redirect', 'fixed-response'];

/** Where a rule leads, and for which requests. */
export const wayOf = (rule: Rule): Way => ({
  priority: rule.IsDefault === true ? 'default' : (rule.Priority ?? ''),
  conditions: (rule.Conditions ?? []).map(asSent),
  actions: (rule.Actions ?? []).filter(({ Type }) => REPEATED.includes(Type)).map(({ Order: _, ...action }) => action),
});

/** What a way looks at, for people. */
export const described = (rule: Pick<Rule, 'Conditions'>): string =>
  [...(hostsOf(rule)?.values ?? []), ...(pathsOf(rule)?.values ?? [])].join(', ') || 'every request';
