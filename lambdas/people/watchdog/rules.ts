import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { notOurs, type RuleRole } from '../../maintenance/rules.ts';
import { described, scopeOf, targetGroupsOf, wayOf } from '../../maintenance/scope.ts';
import type { Listener } from '../../model/environment.ts';
import type { Finding } from '../../model/finding.ts';
import type { LeadingRules, StatusRecord } from '../../model/ledger.ts';

/** A listener's rules, the default one included, and those of them that are ours. */
export interface SeenRules {
  readonly rules: readonly Rule[];
  readonly ours: ReadonlyMap<RuleRole, Rule>;
}

type Changed = Extract<Finding, { kind: 'rule-changed' }>;

/** Target groups that a rule forwards to. */
const groupsOf = (rule: Rule): string[] => targetGroupsOf(wayOf(rule));

/** Rules of others that lead to the application: ARN -> what they take. @param own its target groups */
export function leading({ rules, ours }: SeenRules, own: ReadonlySet<string>): LeadingRules[string] {
  const found = notOurs(rules, ours).filter((rule) => groupsOf(rule).some((group) => own.has(group)));
  return Object.fromEntries(
    found.map((rule) => [rule.RuleArn ?? '', { priority: rule.Priority ?? '', requests: described(rule) }]),
  );
}

export interface Compared {
  readonly status: Pick<StatusRecord, 'status' | 'maintenanceSince'>;
  readonly listener: Listener;
  readonly seen: SeenRules;
  /** The rules that led to the application when the environment became open. */
  readonly left: LeadingRules[string];
  readonly own: ReadonlySet<string>;
  /** Priority of the page. */
  readonly page: number;
}

/**
 * What differs from the ledger, and from what stood when the last work had ended. While work runs it moves rules itself.
 * Rules that somebody adds are told only where they would win over the page: others are the application's own business.
 */
export function rulesChanged({ status, listener, seen, left, own, page }: Compared): Changed[] {
  if (status.status !== 'open' && status.status !== 'frozen') return [];
  const change = (how: Changed['how'], rule: string, arns: readonly string[] = []): Changed => ({
    ...{ kind: 'rule-changed', listener: listener.name, how, rule },
    tagged: [...arns, listener.arn, balancerOf(listener.arn)],
  });
  const isUp = seen.ours.has('page');
  const shouldBeUp = status.maintenanceSince !== null;
  const ofThePage =
    isUp === shouldBeUp
      ? []
      : [change(isUp ? 'page-left' : 'page-missing', seen.ours.get('page')?.Priority ?? `${page}`)];
  const now = new Map(seen.rules.map((rule) => [rule.RuleArn, rule]));
  const moved = Object.entries(left).flatMap(([arn, { priority, requests }]) => {
    const rule = now.get(arn);
    const called = `${priority} (${requests})`;
    if (rule === undefined) return [change('gone', called)];
    return groupsOf(rule).some((group) => own.has(group)) ? [] : [change('leads-elsewhere', called, [arn])];
  });
  const scoping = scopeOf(notOurs(seen.rules, seen.ours), listener, page);
  const inFront = scoping.kind === 'problem' && scoping.first !== undefined ? [scoping.first] : [];
  return [
    ...ofThePage,
    ...moved,
    ...inFront.map((rule) => change('in-front', `${rule.Priority} (${described(rule)})`, [rule.RuleArn ?? ''])),
  ];
}

/** A listener's ARN names its load balancer: `…:listener/app/<name>/<id>/<listener>`. */
const balancerOf = (listener: string): string =>
  listener.replace(/:listener\/(app\/[^/]+\/[^/]+)\/.*$/, ':loadbalancer/$1');
