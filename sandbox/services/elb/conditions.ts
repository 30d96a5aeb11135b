import { BlockList, isIPv6 } from 'node:net';
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { matchesWildcards } from '../../kernel/wildcards.ts';

/** The parts of a request that a rule can look at. */
export interface RequestFacts {
  readonly method: string;
  /** Path and query, as the client sent them. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Address of the TCP peer: ELB does not read X-Forwarded-For. */
  readonly source: string;
}

/** All conditions of a rule must hold; of one condition's values, any. */
export function matches(conditions: readonly RuleCondition[], request: RequestFacts): boolean {
  return conditions.every((condition) => holds(condition, request));
}

/** The values of a condition, in the new form (`PathPatternConfig`) or the old one (`Values`). */
export function valuesOf(condition: RuleCondition): readonly string[] {
  const { QueryStringConfig: query } = condition;
  if (query) return (query.Values ?? []).map(({ Key, Value }) => (Key === undefined ? `${Value}` : `${Key}=${Value}`));
  const config =
    condition.PathPatternConfig ??
    condition.HostHeaderConfig ??
    condition.HttpHeaderConfig ??
    condition.HttpRequestMethodConfig ??
    condition.SourceIpConfig;
  return config?.Values ?? condition.Values ?? [];
}

function holds(condition: RuleCondition, { method, url, headers, source }: RequestFacts): boolean {
  const values = valuesOf(condition);
  const [path = '', query = ''] = splitOnce(url, '?');
  switch (condition.Field) {
    case 'path-pattern':
      return values.some((pattern) => like(pattern, path, true));
    case 'host-header':
      return values.some((pattern) => like(pattern, hostName(headers['host'])));
    case 'http-header': {
      const sent = headers[condition.HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? ''];
      const all = Array.isArray(sent) ? sent : sent === undefined ? [] : [sent];
      return values.some((pattern) => all.some((value) => like(pattern, value)));
    }
    case 'http-request-method':
      return values.includes(method);
    case 'query-string': {
      const pairs = [...new URLSearchParams(query)];
      return (condition.QueryStringConfig?.Values ?? []).some((wanted) =>
        pairs.some(
          ([key, value]) => (wanted.Key === undefined || like(wanted.Key, key)) && like(wanted.Value ?? '', value),
        ),
      );
    }
    case 'source-ip':
      return values.some((range) => inRange(range, source));
    default:
      throw new Error(`a rule's condition has the unknown field ${condition.Field}`);
  }
}

/** ELB's wildcards: only paths are compared with case. */
const like = (pattern: string, value: string, caseSensitive = false): boolean =>
  matchesWildcards(pattern, value, !caseSensitive);

function hostName(host: string | string[] | undefined): string {
  return String(host ?? '').replace(/:\d+$/, '');
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function inRange(range: string, source: string): boolean {
  const address = source.replace(/^::ffff:/, '');
  const [network = '', bits = ''] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
