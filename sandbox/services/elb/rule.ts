import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tag } from '../../template/properties/tags.ts';

export interface Rule {
  readonly arn: string;
  /** 1 to 50000, or `default`, which comes last. */
  readonly priority: number | 'default';
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
  tags: Tag[];
}

/** Rules in the order they are tried. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const rank = ({ priority }: Rule) => (priority === 'default' ? Number.POSITIVE_INFINITY : priority);
  return [...rules].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The action that answers, behind any log-in. */
export const lastAction = ({ actions }: Rule): Action | undefined =>
  [...actions].sort((a, b) => Number(a.Order ?? 0) - Number(b.Order ?? 0)).at(-1);

/** The rules with another action for requests that no rule takes. */
export const withDefault = (rules: readonly Rule[], actions: readonly Action[]): Rule[] =>
  rules.map((rule) => (rule.priority === 'default' ? { ...rule, actions } : rule));
