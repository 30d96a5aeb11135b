import type { Run } from '../run/run.ts';
import { factsOf, type Mail } from '../world/mail.ts';
import { callsOf } from './acts.ts';

/**
 * Where a rollback says which database serves and which one it has replaced, the pointer, the ledger and the tag say the same.
 * Judged by what was written before the message: what somebody does afterwards is theirs.
 */
export function named(run: Run): string[] {
  return run.world.mail.mails.flatMap((mail) => {
    const facts = factsOf(run.world, mail);
    if (facts?.kind !== 'rollback-done' || facts.restored === null) return [];
    return [
      ...pointed(run, mail, facts.restored),
      ...recorded(run, facts.restored, facts.quarantined),
      // Of one that did not answer the report says that it is not closed: its tag may be refused as well.
      ...(facts.readOnly && facts.quarantined !== null ? tagged(run, mail, facts.quarantined) : []),
    ];
  });
}

function pointed(run: Run, { at }: Mail, restored: string): string[] {
  const port = run.world.instances().find((one) => one.DBInstanceIdentifier === restored)?.Endpoint?.Port;
  const written = callsOf(run, 'switch-pointer').findLast(
    (call) => call.took && call.at <= at && run.world.pointer.isWrittenBy(call),
  );
  // Retention may have deleted it since.
  if (port === undefined || written === undefined) return [];
  return JSON.stringify(written.input).includes(`:${port}`)
    ? []
    : [`${restored} was told to serve, and the pointer was written to another`];
}

const recorded = ({ world }: Run, restored: string, quarantined: string | null): string[] =>
  world.ledger.rollbacks().some((one) => one.restored === restored && one.quarantined === quarantined)
    ? []
    : [`the ledger has no rollback that put ${restored} in the place of ${quarantined}, as was told`];

const tagged = (run: Run, { at }: Mail, quarantined: string): string[] =>
  callsOf(run, 'quarantine-database').some(
    ({ took, operation, input, at: then }) =>
      took &&
      then <= at &&
      operation === 'AddTagsToResource' &&
      String((input as { ResourceName?: string }).ResourceName).endsWith(`:db:${quarantined}`),
  )
    ? []
    : [`${quarantined} was told to be in quarantine, and was not tagged so`];
