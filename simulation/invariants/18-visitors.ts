import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';

/**
 * A visitor gets the application or the page, whatever is done to the services: an error of the load balancer itself says that
 * there was neither. Where the page could not be proven DevOps was told, and the work goes on without it.
 */
export function visitors({ world }: Run): string[] {
  const unproven = world.mail.mails.find((mail) => factsOf(world, mail)?.kind === 'maintenance-unproven')?.at;
  const lost = world.facts.served.filter(
    ({ at, by, page }) => by === undefined && !page && at < (unproven ?? Number.POSITIVE_INFINITY),
  );
  return lost.length === 0 ? [] : [`${lost.length} visitors got neither the application nor the page`];
}
