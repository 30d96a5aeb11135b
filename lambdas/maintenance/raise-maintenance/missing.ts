import type { Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RuleRole } from '../rules.ts';
import type { Input } from './contract.ts';

export interface MissingRule {
  readonly role: RuleRole;
  readonly priority: number;
  readonly conditions: RuleCondition[];
  /** Forwards to the application, or answers with the page. */
  readonly answer: 'forward' | 'page';
}

export interface Listening {
  readonly rules: readonly Rule[];
  readonly ours: ReadonlyMap<RuleRole, Rule>;
}

const EVERYBODY: RuleCondition = { Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } };

/** The rules still to be created. Somebody else's rule on a reserved priority is a problem, and never touched. */
export function missingRules(
  seen: Listening,
  priorities: Input['priorities'],
  bypass: RuleCondition,
  scope: readonly RuleCondition[] = [],
): { readonly missing: MissingRule[]; readonly problem?: string } {
  const wanted: MissingRule[] = [
    { role: 'bypass', priority: priorities.bypass, conditions: [bypass, ...scope], answer: 'forward' },
    {
      role: 'page',
      priority: priorities.page,
      conditions: scope.length === 0 ? [EVERYBODY] : [...scope],
      answer: 'page',
    },
  ];
  const missing = wanted.filter((rule) => !seen.ours.has(rule.role));
  const taken = missing.find((rule) => seen.rules.some((r) => r.Priority === String(rule.priority)));
  return taken === undefined
    ? { missing }
    : {
        missing,
        problem: `priority ${taken.priority} is taken by a rule that is not knowngood's; expected it free. Move that rule, or configure other maintenance priorities`,
      };
}
