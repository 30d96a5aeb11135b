import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { hostsOf, narrowed, pathsOf } from '../../lambdas/maintenance/conditions.ts';
import { targetGroupsOf } from '../../lambdas/maintenance/scope.ts';
import type { FoundListener } from './facts.ts';

/** What a listener is to the application. */
export type Scope =
  /** It leads nowhere of the application. */
  | { readonly kind: 'foreign' }
  /** Every request is the application's. */
  | { readonly kind: 'alone'; readonly redirectsOnly: boolean }
  /** Others share it: these requests are the application's. */
  | { readonly kind: 'shared'; readonly hosts: readonly string[]; readonly paths: readonly string[] }
  /** Others take theirs by host, and whatever is left is the application's: of that, the host of its address. */
  | { readonly kind: 'rest' }
  /** Others share it, and no one pattern says which requests are the application's. */
  | { readonly kind: 'unclear' };

/** A rule of a load balancer holds no more: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MOST = 5;

export const groupsOf = ({ Actions = [] }: Rule): string[] =>
  targetGroupsOf({ priority: '', conditions: [], actions: Actions });

/** @param own target groups of the services */
export function scopeOf({ rules }: FoundListener, own: ReadonlySet<string>): Scope {
  const leading = rules.filter((rule) => groupsOf(rule).length > 0);
  const ours = leading.filter((rule) => groupsOf(rule).some((arn) => own.has(arn)));
  const foreign = leading.filter((rule) => groupsOf(rule).some((arn) => !own.has(arn)));
  if (ours.length === 0)
    return leading.length === 0 && rules.some(redirects) ? { kind: 'alone', redirectsOnly: true } : { kind: 'foreign' };
  if (foreign.length === 0) return { kind: 'alone', redirectsOnly: false };
  if (ours.some(({ IsDefault }) => IsDefault === true))
    return foreign.every((rule) => hostsOf(rule) !== null) ? { kind: 'rest' } : { kind: 'unclear' };
  return patternsOf(ours);
}

const redirects = ({ Actions = [] }: Rule): boolean => Actions.some(({ Type }) => Type === 'redirect');

/** One rule with all hosts and all paths takes what these rules take only where one of both is the same in each. */
function patternsOf(ours: readonly Rule[]): Scope {
  const each = ours.map((rule) => ({
    hosts: [...(hostsOf(rule)?.values ?? [])].sort(),
    paths: [...(pathsOf(rule)?.values ?? [])].sort(),
    isOther: narrowed(rule) || [hostsOf(rule), pathsOf(rule)].some((looked) => (looked?.regex.length ?? 0) > 0),
  }));
  const isSame = (of: 'hosts' | 'paths') => new Set(each.map((one) => one[of].join('\n'))).size === 1;
  if (each.some(({ isOther }) => isOther) || !(isSame('hosts') || isSame('paths'))) return { kind: 'unclear' };
  // A rule without hosts takes those of every host: then all of a listener's are meant.
  const union = (of: 'hosts' | 'paths') =>
    each.some((one) => one[of].length === 0) ? [] : [...new Set(each.flatMap((one) => one[of]))].sort();
  const [hosts, paths] = [union('hosts'), union('paths')];
  if (hosts.length + paths.length === 0 || hosts.length + paths.length > MOST) return { kind: 'unclear' };
  return { kind: 'shared', hosts, paths };
}
