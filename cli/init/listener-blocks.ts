import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { hostsOf } from '../../lambdas/maintenance/conditions.ts';
import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import { ownGroups } from './ask-listeners.ts';
import { type Block, type Field, field, list, plain, type Value } from './document.ts';
import type { Facts, FoundListener } from './facts.ts';
import { groupsOf, type Scope, scopeOf } from './listener-scope.ts';

export interface Reached {
  readonly found: FoundListener;
  readonly scope: Exclude<Scope, { readonly kind: 'foreign' }>;
}

export const ownGroupsOf = ({ services }: Facts): ReadonlySet<string> =>
  new Set(services.flatMap(({ service }) => ownGroups(service.loadBalancers)));

/** The listeners that users come by: those that forward first, HTTPS before HTTP. */
export function reachedBy(facts: Facts): Reached[] {
  const own = ownGroupsOf(facts);
  const all = facts.listeners.flatMap((found): Reached[] => {
    const scope = scopeOf(found, own);
    return scope.kind === 'foreign' ? [] : [{ found, scope }];
  });
  const isShared = all.some(({ scope }) => scope.kind !== 'alone');
  // Redirects of a shared load balancer are everybody's.
  return all.filter((one) => !(isShared && redirectsOnly(one))).sort((a, b) => rank(a) - rank(b));
}

const redirectsOnly = ({ scope }: Reached): boolean => scope.kind === 'alone' && scope.redirectsOnly;
const rank = (one: Reached): number => (redirectsOnly(one) ? 2 : 0) + (one.found.listener.Protocol === 'HTTPS' ? 0 : 1);

export function listenersField(facts: Facts, reached: readonly Reached[], words: InitWords): Field {
  const names = namesOf(reached);
  const values = reached.map((one, index) => listenerBlock(one, names[index] ?? '', words));
  const foreign = facts.listeners.length - reached.length;
  const above = [words.listeners, ...(foreign === 0 ? [] : [words.otherListeners(foreign)])];
  return field(
    'listeners',
    list(values, (index) => about(reached[index], words)),
    ...above,
  );
}

function listenerBlock({ found, scope }: Reached, name: string, words: InitWords): Block {
  const shared: Readonly<Record<string, Value>> =
    scope.kind === 'shared'
      ? {
          ...(scope.hosts.length === 0 ? {} : { hosts: list(scope.hosts) }),
          ...(scope.paths.length === 0 ? {} : { paths: list(scope.paths) }),
        }
      : scope.kind === 'unclear'
        ? { paths: list([question(words.whichRequests)]) }
        : {};
  return plain({ name, arn: found.listener.ListenerArn ?? '', url: urlOf(found, scope, words), ...shared });
}

function about(one: Reached | undefined, words: InitWords): string[] {
  if (one === undefined) return [];
  const { loadBalancer } = one.found;
  return [
    ...(redirectsOnly(one) ? [words.redirects] : []),
    ...(one.scope.kind === 'shared' ? [words.shared] : []),
    ...(one.scope.kind === 'rest' ? [words.rest] : []),
    ...(loadBalancer.Scheme === 'internal' ? [words.internal(loadBalancer.LoadBalancerName ?? '')] : []),
  ];
}

/** A certificate is for a name that only people know, unless a rule tells it. */
function urlOf({ listener, loadBalancer, rules }: FoundListener, scope: Scope, words: InitWords): string {
  const isHttps = listener.Protocol === 'HTTPS';
  const scheme = isHttps ? 'https' : 'http';
  const port = listener.Port === (isHttps ? 443 : 80) ? '' : `:${listener.Port}`;
  const hosts = scope.kind === 'shared' ? scope.hosts : scope.kind === 'alone' ? hostsIn(rules) : [];
  const host = hosts.find((one) => !/[*?]/.test(one));
  if (host !== undefined) return `${scheme}://${host}${port}`;
  if (isHttps || hosts.length > 0) return question(words.url(`${scheme}://…${port}`));
  // As the sandbox gives it, a name may have its port.
  const name = loadBalancer.DNSName ?? '';
  return `${scheme}://${name}${name.includes(':') ? '' : port}`;
}

const hostsIn = (rules: readonly Rule[]): string[] =>
  rules.filter((rule) => groupsOf(rule).length > 0).flatMap((rule) => [...(hostsOf(rule)?.values ?? [])]);

/** `https`, `http`, with the port or the load balancer's name where there are several. */
function namesOf(reached: readonly Reached[]): string[] {
  const taken = new Set<string>();
  return reached.map(({ found: { listener, loadBalancer } }) => {
    const scheme = (listener.Protocol ?? 'http').toLowerCase();
    const name = [
      scheme,
      `${scheme}-${listener.Port}`,
      `${loadBalancer.LoadBalancerName}-${scheme}`,
      `${loadBalancer.LoadBalancerName}-${listener.Port}`,
    ].find((one) => !taken.has(one));
    taken.add(name ?? '');
    return name ?? scheme;
  });
}
