import type { Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a rule may hold: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const CONDITION_VALUES = 5;

/** The values of a rule's condition on hosts or paths; `null`: it looks at none, so it takes all. */
export interface Looked {
  readonly values: readonly string[];
  /** Regular expressions: what fits them cannot be compared with patterns. */
  readonly regex: readonly string[];
}

export const hostsOf = (rule: Rule): Looked | null => looked(rule, 'host-header');
export const pathsOf = (rule: Rule): Looked | null => looked(rule, 'path-pattern');

function looked({ Conditions = [] }: Rule, field: 'host-header' | 'path-pattern'): Looked | null {
  const condition = Conditions.find(({ Field }) => Field === field);
  if (condition === undefined) return null;
  const config = field === 'host-header' ? condition.HostHeaderConfig : condition.PathPatternConfig;
  return {
    values: config?.Values ?? condition.Values ?? [],
    regex: config?.RegexValues ?? condition.RegexValues ?? [],
  };
}

/** Whether the rule also looks at something else than host and path: then it takes only some of their requests. */
export const narrowed = ({ Conditions = [] }: Rule): boolean =>
  Conditions.some(({ Field }) => Field !== 'host-header' && Field !== 'path-pattern');

/**
 * A condition as it may be sent back: DescribeRules gives hosts and paths in two forms, and CreateRule refuses both at once
 * ("You cannot provide both Values and 'HostHeaderConfig'", https://github.com/aws-controllers-k8s/community/issues/2759).
 */
export function asSent(condition: RuleCondition): RuleCondition {
  const { Values, RegexValues, ...kept } = condition;
  const inConfig = Object.keys(kept).some((key) => key.endsWith('Config'));
  return inConfig ? kept : { ...kept, ...(Values && { Values }), ...(RegexValues && { RegexValues }) };
}

/** How many values the conditions hold together. */
export const valuesIn = (conditions: readonly RuleCondition[]): number =>
  conditions.reduce((sum, condition) => sum + (listOf(condition)?.length ?? 1), 0);

/**
 * The same conditions in several rules, so that each leaves room for one more value: any of a condition's values is enough,
 * so they may be told apart. Null: there are too many conditions of one value.
 */
export function withRoomForOne(conditions: readonly RuleCondition[]): RuleCondition[][] | null {
  const room = CONDITION_VALUES - 1;
  if (valuesIn(conditions) <= room) return [[...conditions]];
  const longest = conditions.reduce((a, b) => ((listOf(b)?.length ?? 1) > (listOf(a)?.length ?? 1) ? b : a));
  const values = listOf(longest) ?? [];
  const others = conditions.filter((condition) => condition !== longest);
  const share = room - valuesIn(others);
  if (share < 1 || values.length < 2) return null;
  const parts: RuleCondition[][] = [];
  for (let from = 0; from < values.length; from += share)
    parts.push([...others, withList(longest, values.slice(from, from + share))]);
  return parts;
}

const CONFIGS = [
  'HostHeaderConfig',
  'PathPatternConfig',
  'HttpHeaderConfig',
  'HttpRequestMethodConfig',
  'QueryStringConfig',
  'SourceIpConfig',
] as const;

function listOf(condition: RuleCondition): readonly unknown[] | undefined {
  const config = CONFIGS.map((name) => condition[name]).find((found) => found !== undefined);
  const regex = config !== undefined && 'RegexValues' in config ? config.RegexValues : undefined;
  return config?.Values ?? regex ?? condition.Values ?? condition.RegexValues;
}

function withList(condition: RuleCondition, values: readonly unknown[]): RuleCondition {
  const name = CONFIGS.find((key) => condition[key] !== undefined);
  if (name === undefined)
    return { ...condition, [condition.Values === undefined ? 'RegexValues' : 'Values']: [...values] };
  const config = condition[name] ?? {};
  return { ...condition, [name]: { ...config, ['Values' in config ? 'Values' : 'RegexValues']: [...values] } };
}
