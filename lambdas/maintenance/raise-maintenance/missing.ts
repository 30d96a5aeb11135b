import type { Action, Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BypassRule } from '../bypass-rules.ts';
import { bypassRole, type RuleRole } from '../rules.ts';
import type { Input } from './contract.ts';

export interface WantedRule {
  readonly role: RuleRole;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
}

export interface Listening {
  readonly rules: readonly Rule[];
  readonly ours: ReadonlyMap<RuleRole, Rule>;
}

const EVERYBODY: RuleCondition = { Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } };

/** Our rules on a listener: the bypass, each of its rules with the header, then the page. */
export function wantedRules(
  bypass: readonly BypassRule[],
  header: RuleCondition,
  scope: readonly RuleCondition[],
  { priorities, page }: Pick<Input, 'priorities' | 'page'>,
): WantedRule[] {
  const fixed = { StatusCode: '503', ContentType: 'text/html', MessageBody: page };
  return [
    ...bypass.map(({ conditions, actions }, index) => ({
      role: bypassRole(index),
      priority: priorities.bypass + index,
      conditions: [header, ...conditions],
      actions,
    })),
    {
      role: 'page',
      priority: priorities.page,
      conditions: scope.length === 0 ? [EVERYBODY] : scope,
      actions: [{ Type: 'fixed-response', FixedResponseConfig: fixed }],
    },
  ];
}

/**
 * The rules still to be created, and those of ours that let nobody in any more: of an earlier raising, with its value, or for
 * a way that is gone. Somebody else's rule on a reserved priority is a problem, and never touched.
 */
export function missingRules(
  { rules, ours }: Listening,
  wanted: readonly WantedRule[],
  value: string,
): { readonly missing: WantedRule[]; readonly stale: Rule[]; readonly problem?: string } {
  const roles = new Set(wanted.map(({ role }) => role));
  const stale = [...ours].flatMap(([role, rule]) =>
    !roles.has(role) || (role !== 'page' && !isFresh(rule, value)) ? [rule] : [],
  );
  const kept = new Set([...ours].flatMap(([role, rule]) => (stale.includes(rule) ? [] : [role])));
  const missing = wanted.filter(({ role }) => !kept.has(role));
  const gone = new Set(stale.map(({ RuleArn }) => RuleArn));
  const others = rules.filter(({ RuleArn }) => !gone.has(RuleArn));
  const taken = missing.find(({ priority }) => others.some(({ Priority }) => Priority === String(priority)));
  if (taken === undefined) return { missing, stale };
  const problem = `priority ${taken.priority} is taken by a rule that is not knowngood's; expected it free. Move that rule, or configure other maintenance priorities`;
  return { missing, stale, problem };
}

/** Whether the rule lets in whoever has this value. */
export const isFresh = ({ Conditions = [] }: Rule, value: string): boolean =>
  Conditions.some(({ HttpHeaderConfig }) => HttpHeaderConfig?.Values?.includes(value) === true);
