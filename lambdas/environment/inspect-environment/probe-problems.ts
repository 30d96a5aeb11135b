import type { Probed } from '../../model/probed.ts';
import type { Fitness } from './listener-problems.ts';

/**
 * What the probes foretell. Checks go by the first listener: where nothing answers there, a release could only fail at its
 * checks, and behind the page it could not be shown to work. The bypass itself is tried once the page is up: before, it would
 * need rules on the listener.
 */
export function probeProblems(probed: readonly Probed[]): Fitness {
  const silent = (one: Probed) =>
    `listener "${one.listener}": ${one.url} does not answer from where probes and checks run`;
  const [first, ...others] = probed;
  const unproven = others.filter(({ status }) => status === 0);
  return {
    problems:
      first?.status === 0
        ? [
            `${silent(first)}; expected an answer: every check would fail. For an internal load balancer configure "probes" with subnets and security groups that reach it`,
          ]
        : [],
    warnings: [
      ...unproven.map((one) => `${silent(one)}: maintenance mode cannot be proven there`),
      ...probed
        .filter(isBlocked)
        .map(
          ({ listener, url, status }) =>
            `listener "${listener}": ${url} answers probes with status ${status}. If a web ACL or another guard says so, maintenance mode cannot be proven and checks fail: let the probes through`,
        ),
    ],
  };
}

/** Guards answer so, before any rule of the listener. */
const isBlocked = ({ status }: Probed): boolean => status === 401 || status === 403 || status === 429;
