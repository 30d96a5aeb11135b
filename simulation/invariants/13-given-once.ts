import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';
import { TABLES } from '../world/survey-platform.ts';

/**
 * An id that the application gave to a user's row is given to no other, whichever database served: it stands in e-mails and in
 * rows that are brought back. What DevOps was told may happen is let pass. A stray job may write to the quarantined database
 * after its sequences were read.
 */
export function givenOnce(run: Run): string[] {
  const { world } = run;
  if (toldOf(run)) return [];
  const ofApplication = new Set(world.facts.writes.flatMap(({ id, by }) => (by === undefined ? [] : [id])));
  return TABLES.flatMap((table) => {
    const rows = new Map<number, Set<number>>();
    for (const { content } of world.postgres.servers)
      for (const [write, id] of content.table(table).ids)
        if (ofApplication.has(write)) rows.set(id, (rows.get(id) ?? new Set()).add(write));
    const twice = [...rows].filter(([, writes]) => writes.size > 1).map(([id]) => id);
    return twice.length === 0
      ? []
      : [`${twice.length} ids of ${table} were given to two rows each, and nobody was told`];
  });
}

const toldOf = ({ world }: Run): boolean =>
  world.mail.mails.some((mail) => {
    const facts = factsOf(world, mail);
    return facts?.kind === 'rollback-done' && (facts.sequences?.leftBehind.length ?? 0) > 0;
  });
