import * as v from 'valibot';
import { covers } from '../../lambdas/model/patterns.ts';
import { listenerArn, matching, name, targetGroupArn, url } from './values.ts';

/** What one rule of a load balancer may hold: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MOST_VALUES = 5;
const MOST_WILDCARDS = 5;

const host = matching(
  /^[A-Za-z0-9*?.-]{1,128}$/,
  'a host such as "app.example.com" or "*.example.com", of at most 128 characters',
);
const path = matching(
  /^[/*][A-Za-z0-9_.$/~"'@:+&*?-]{0,127}$/,
  'a path such as "/app/*" that begins with "/", of at most 128 characters',
);
const some = (what: string) =>
  `expected at least one ${what}; leave the key out where the listener is the application's alone`;

/** A listener that users reach. */
export const listener = v.pipe(
  v.strictObject({
    name,
    arn: listenerArn,
    url,
    /** On a shared listener: the application's hosts and paths, `*` and `?` as in a rule. Maintenance mode is for these alone. */
    hosts: v.optional(v.pipe(v.array(host), v.minLength(1, some('host')))),
    paths: v.optional(v.pipe(v.array(path), v.minLength(1, some('path')))),
    /** Target groups of the application besides those of its services, for example of a function. */
    targetGroups: v.optional(v.array(targetGroupArn)),
  }),
  v.check(
    ({ hosts = [], paths = [] }) => hosts.length + paths.length <= MOST_VALUES,
    `expected at most ${MOST_VALUES} hosts and paths together: a rule of a load balancer holds no more`,
  ),
  v.check(
    ({ hosts = [], paths = [] }) => wildcards([...hosts, ...paths]) <= MOST_WILDCARDS,
    `expected at most ${MOST_WILDCARDS} "*" and "?" in hosts and paths together: a rule of a load balancer holds no more`,
  ),
  v.check(
    ({ url: given, hosts }) =>
      hosts === undefined || typeof given !== 'string' || hosts.some((one) => isHostOf(one, given)),
    'expected the host of "url" among "hosts": maintenance mode is looked at there',
  ),
);

export const wildcards = (patterns: readonly string[]): number =>
  patterns.reduce((sum, pattern) => sum + (pattern.match(/[*?]/g)?.length ?? 0), 0);

function isHostOf(pattern: string, given: string): boolean {
  const parsed = URL.canParse(given) ? new URL(given).hostname : '';
  return covers(pattern.toLowerCase(), parsed.toLowerCase());
}

/** Whether maintenance mode can be looked at under this path on every listener. */
export const looksWithin = (
  listeners: readonly { readonly paths?: readonly string[] | undefined }[],
  path: string,
): boolean =>
  listeners.every(
    ({ paths }) => paths === undefined || paths.some((pattern) => covers(pattern, path.split('?')[0] ?? path)),
  );
