import type { Run } from '../run/run.ts';
import { ALL_NODES_MS } from './01-maintenance.ts';
import { invocationsOf, resultOf } from './acts.ts';

/**
 * A visitor gets the application or the page, whatever is done to the services: an error of the load balancer itself says that
 * there was neither. Let pass: the seconds after a proof, in which its last node hears of the page; a page that could not be
 * proven, since the work goes on without it; a deployment or a pointer of somebody else's, and surroundings in which no task is
 * well: none may answer.
 */
export function visitors(run: Run): string[] {
  const { served, others, brokenSince } = run.world.facts;
  const looks = invocationsOf(run, 'look-at-maintenance').filter(
    ({ payload }) => (payload as { readonly expect?: string }).expect === 'up',
  );
  const unproven = looks.filter((look) => goesOnWithout(resultOf(look) as Seen | undefined)).map(({ at }) => at);
  const until = Math.min(brokenSince ?? Number.POSITIVE_INFINITY, ...unproven, ...others.map(({ at }) => at));
  const lost = served.filter(
    ({ at, by, page }) =>
      by === undefined && !page && at < until && !looks.some((look) => at > look.at && at < look.at + ALL_NODES_MS),
  );
  return lost.length === 0 ? [] : [`${lost.length} visitors got neither the application nor the page`];
}

interface Seen {
  readonly proven: boolean;
  readonly over: boolean;
}

const goesOnWithout = (seen: Seen | undefined): boolean => seen?.over === true && !seen.proven;
