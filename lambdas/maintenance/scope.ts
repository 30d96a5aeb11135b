import type { Action, Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Which requests maintenance mode covers on a listener, and where the bypass leads. */
export interface Scope {
  /** Conditions of both rules: the host of the listener's URL when other hosts share the listener; empty: every request. */
  readonly conditions: readonly RuleCondition[];
  /**
   * Leads to the application, without the actions that ask users to log in: checks cannot log in, and AWS never returns a
   * client's secret.
   */
  readonly forward: readonly Action[];
}

export type Scoping =
  | { readonly kind: 'scope'; readonly scope: Scope }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * A listener may be shared. Its default action need not lead to the application, and a page for everybody would take down
 * every other application on it (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html).
 * @param rules the listener's rules that are not ours, the default one included
 * @param page priority of our page: an earlier rule that leads to the application would win over it
 */
export function scopeOf(rules: readonly Rule[], url: string, page: number): Scoping {
  const host = new URL(url).hostname;
  const others = rules.filter((rule) => rule.IsDefault !== true);
  const here = others.filter((rule) => forwards(rule).length > 0 && appliesTo(rule, host));
  const shared = others.some((rule) => hostsOf(rule).length > 0);
  const first = here.find((rule) => Number(rule.Priority) < page);
  if (first !== undefined)
    return problem(
      `its rule with priority ${first.Priority} leads to the application at ${host} and would win over the maintenance page (priority ${page}); expected it behind. Move that rule, or configure other maintenance priorities`,
    );
  const fallback = forwards(rules.find((rule) => rule.IsDefault === true));
  const ways = here.some(onlyByHost) ? here.map(forwards) : [...here.map(forwards), ...nonEmpty(fallback)];
  const [forward] = ways;
  if (forward === undefined)
    return problem(
      `neither a rule nor the default action forwards requests for ${host}; expected one of them to lead to the application`,
    );
  if (new Set(ways.map(targets)).size > 1)
    return problem(
      `requests for ${host} are forwarded to several target groups by their path or header; expected one. Such routing is not supported yet`,
    );
  const conditions = shared ? [{ Field: 'host-header', HostHeaderConfig: { Values: [host] } }] : [];
  return { kind: 'scope', scope: { conditions, forward } };
}

const problem = (text: string): Scoping => ({ kind: 'problem', problem: text });
const nonEmpty = (actions: readonly Action[]): (readonly Action[])[] => (actions.length === 0 ? [] : [actions]);

const forwards = (rule: Rule | undefined): readonly Action[] =>
  (rule?.Actions ?? []).filter(({ Type }) => Type === 'forward').map(({ Order: _, ...action }) => action);

const hostsOf = ({ Conditions = [] }: Rule): readonly string[] =>
  Conditions.filter(({ Field }) => Field === 'host-header').flatMap(
    ({ HostHeaderConfig, Values }) => HostHeaderConfig?.Values ?? Values ?? [],
  );

/** Every request for the host, whatever its path or headers. */
const onlyByHost = ({ Conditions = [] }: Rule): boolean => Conditions.every(({ Field }) => Field === 'host-header');

function appliesTo(rule: Rule, host: string): boolean {
  const hosts = hostsOf(rule);
  return hosts.length === 0 || hosts.some((pattern) => matches(pattern, host));
}

/** `*` for any characters, `?` for one; case does not matter. */
function matches(pattern: string, host: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(host);
}

const targets = (actions: readonly Action[]): string =>
  JSON.stringify(
    actions.map(({ TargetGroupArn, ForwardConfig }) => ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }]),
  );
