import type { Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '../model/environment.ts';
import { covers, overlap } from '../model/patterns.ts';
import { hostsOf, type Looked, narrowed, pathsOf } from './conditions.ts';

/** The requests of a listener that are the application's: patterns of hosts and of paths; none: any. */
export interface Area {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/**
 * The configured area of a listener. Without configured hosts it is the host of the listener's URL where rules tell hosts
 * apart, and every host where none does.
 * @param others the listener's rules that are not ours, the default one left out
 */
export function areaOf({ url, hosts, paths }: Listener, others: readonly Rule[]): Area {
  const shared = others.some((rule) => hostsOf(rule) !== null);
  return { hosts: hosts ?? (shared ? [new URL(url).hostname] : []), paths: paths ?? [] };
}

/** The conditions under which users get the page. */
export function conditionsOf({ hosts, paths }: Area): RuleCondition[] {
  return [
    ...(hosts.length === 0 ? [] : [{ Field: 'host-header', HostHeaderConfig: { Values: [...hosts] } }]),
    ...(paths.length === 0 ? [] : [{ Field: 'path-pattern', PathPatternConfig: { Values: [...paths] } }]),
  ];
}

/** Whether some request of the area may fit the rule. */
export const touches = (rule: Rule, { hosts, paths }: Area): boolean =>
  someFit(hostsOf(rule), hosts, lower) && someFit(pathsOf(rule), paths, asIs);

/** Whether every request of the area fits the rule: those behind it are never reached. */
export const takesAll = (rule: Rule, { hosts, paths }: Area): boolean =>
  rule.IsDefault === true ||
  (!narrowed(rule) && allFit(hostsOf(rule), hosts, lower) && allFit(pathsOf(rule), paths, asIs));

type Written = (pattern: string) => string;
/** Hosts are compared without case, paths with it. */
const lower: Written = (pattern) => pattern.toLowerCase();
const asIs: Written = (pattern) => pattern;

function someFit(rule: Looked | null, area: readonly string[], written: Written): boolean {
  if (rule === null || area.length === 0) return true;
  return area.some(
    (pattern) =>
      rule.values.some((value) => overlap(written(value), written(pattern))) ||
      rule.regex.some((source) => mayFit(source, pattern)),
  );
}

function allFit(rule: Looked | null, area: readonly string[], written: Written): boolean {
  if (rule === null) return true;
  const wanted = area.length === 0 ? ['*'] : area;
  return wanted.every((pattern) => rule.values.some((value) => covers(written(value), written(pattern))));
}

/** A regular expression and a pattern cannot be compared: they may meet, unless the pattern is one text that does not fit. */
function mayFit(source: string, pattern: string): boolean {
  if (/[*?]/.test(pattern)) return true;
  try {
    return new RegExp(source, 'i').test(pattern);
  } catch {
    return true;
  }
}
