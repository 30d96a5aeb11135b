import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';

/**
 * Whoever is told that a restored database was warm, before users came back or when it had settled, is told the truth; and
 * a report of a restore says one or the other.
 */
export function warm(run: Run): string[] {
  const { world } = run;
  return world.mail.mails.flatMap((mail) => {
    const facts = factsOf(world, mail);
    if (facts?.kind === 'rollback-done' && facts.restored !== null) {
      if (facts.warmed === null) return [`nobody was told whether ${facts.restored} is warm`];
      return facts.warmed.done ? claimed(run, facts.restored, mail.at) : [];
    }
    if (facts?.kind === 'settled' && !facts.replaced && facts.warmth.done) return claimed(run, facts.instance, mail.at);
    return [];
  });
}

function claimed({ world }: Run, instance: string, at: number): string[] {
  const found = world.instances().find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === instance);
  const server = world.postgres.at(found?.Endpoint?.Port ?? 0);
  return server === undefined || server.warmAt <= at ? [] : [`${instance} was said to be warm, and is cold`];
}
