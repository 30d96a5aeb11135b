import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';

/**
 * A visitor gets the application or the page, whatever is done to the services: an error of the load balancer itself says that
 * there was neither. Where the page could not be proven DevOps was told, and the work goes on without it. A deployment or a
 * pointer of somebody else's may leave no task that answers.
 */
export function visitors({ world }: Run): string[] {
  const { served, others } = world.facts;
  const unproven = world.mail.mails.find((mail) => factsOf(world, mail)?.kind === 'maintenance-unproven')?.at;
  const until = Math.min(unproven ?? Number.POSITIVE_INFINITY, ...others.map(({ at }) => at));
  const lost = served.filter(({ at, by, page }) => by === undefined && !page && at < until);
  return lost.length === 0 ? [] : [`${lost.length} visitors got neither the application nor the page`];
}
