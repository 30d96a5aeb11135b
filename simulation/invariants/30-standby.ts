import type { RestorePoint } from '../../lambdas/model/release.ts';
import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';
import type { Server } from '../world/postgres-server.ts';
import { ROLES } from '../world/survey-platform.ts';
import { invocationsOf } from './acts.ts';

/** A release's standby, as RDS and its server know it. */
interface Stood {
  readonly instance: string;
  readonly snapshot: string;
  readonly server: Server;
  /** When the pointer named it first; never: infinity. */
  readonly namedAt: number;
}

/**
 * The pointer names a standby only if it was proven before, is of the restore point that the rollback returns to, and nobody has
 * written to it; until then the application is not on it. Whoever rolls back a release that has one is told what became of it.
 */
export function standby(run: Run): string[] {
  const all = stood(run);
  return [...all.flatMap((one) => [...wrong(run, one), ...visited(one)]), ...untold(run, all)];
}

function stood({ world }: Run): Stood[] {
  const restores = world.calls.filter(
    ({ took, operation, step }) =>
      took && operation === 'RestoreDBInstanceFromDBSnapshot' && step === 'restore-standby',
  );
  return restores.flatMap(({ input }) => {
    const { DBInstanceIdentifier: instance = '', DBSnapshotIdentifier: snapshot = '' } = input as Record<
      string,
      string
    >;
    const found = world.instances().find((one) => one.DBInstanceIdentifier === instance);
    const port = found?.Endpoint?.Port ?? 0;
    const server = world.postgres.at(port);
    if (server === undefined) return [];
    const named = world.calls.find(
      (call) => call.took && world.pointer.isWrittenBy(call) && JSON.stringify(call.input).includes(`:${port}`),
    );
    return [{ instance, snapshot, server, namedAt: named?.at ?? Number.POSITIVE_INFINITY }];
  });
}

function wrong(run: Run, { instance, snapshot, server, namedAt }: Stood): string[] {
  if (namedAt === Number.POSITIVE_INFINITY) return [];
  const record = run.world.ledger.releases().find((release) => release.standby?.instance === instance)?.standby;
  const proven = record?.proof !== null && record?.failed === null && Date.parse(record.proof.at) < namedAt;
  // The last rollback that restored before the pointer was written.
  const asked = invocationsOf(run, 'restore-database')
    .map(({ payload }) => payload as { readonly now: string; readonly restorePoint: RestorePoint })
    .filter(({ now }) => Date.parse(now) <= namedAt)
    .at(-1)?.restorePoint;
  const wanted = asked !== undefined && 'snapshot' in asked ? asked.snapshot : 'none';
  const written = server.committedBefore(namedAt);
  return [
    ...(proven ? [] : [`the pointer named the standby ${instance}, which was not proven`]),
    ...(wanted === snapshot ? [] : [`the pointer named ${instance}, which is of ${snapshot}; wanted: ${wanted}`]),
    ...(written === 0 ? [] : [`the pointer named ${instance}, to which ${written} rows had been written by others`]),
  ];
}

/** The step that proves it logs in as the application, too. */
const visited = ({ instance, server, namedAt }: Stood): string[] =>
  server.visits.some(
    ({ at, role, by }) => at < namedAt && role === ROLES.application && by !== 'knowngood' && by !== 'stray-job',
  )
    ? [`the application was on the standby ${instance} before the pointer named it`]
    : [];

function untold({ world }: Run, all: readonly Stood[]): string[] {
  return world.mail.mails.flatMap((mail) => {
    const facts = factsOf(world, mail);
    if (facts?.kind !== 'rollback-done' || facts.restored === null) return [];
    const used = all.some(({ instance }) => instance === facts.restored);
    if (used) return facts.standby?.used === true ? [] : [`nobody was told that ${facts.restored} is a standby`];
    return facts.standby?.used === true ? [`${facts.standby.instance} was told to be used, and was not`] : [];
  });
}
