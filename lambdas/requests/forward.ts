import { pointerValue } from '../database/pointer-value.ts';
import type { Pointer } from '../model/environment.ts';
import type { ReleaseRecord, RollbackRecord } from '../model/ledger.ts';
import type { KeptInstance, KnownGood, LiveDatabase } from '../model/release.ts';
import type { WriteCounts } from '../model/writes.ts';
import { ALARM_FIRED } from '../observation/look-at-alarms/contract.ts';

/** A return to the database that the last rollback has quarantined, and to the release that it undid. */
export interface Forward {
  readonly rollback: RollbackRecord;
  /** The release that runs again. */
  readonly release: ReleaseRecord;
  readonly kept: KeptInstance;
  /** The instance that serves now. */
  readonly live: Pick<LiveDatabase, 'identifier' | 'resourceId' | 'host' | 'port'>;
  /** Counts of that instance before users came back to it. */
  readonly baseline: WriteCounts;
}

export type Forwarding =
  | { readonly kind: 'found'; readonly forward: Forward }
  | { readonly kind: 'wrong'; readonly why: string };

const wrong = (why: string): Forwarding => ({ kind: 'wrong', why });
const EXPECTED = 'expected a rollback that has restored the database, with nothing released since';

/**
 * Finds what `"database": "forward"` means now. It is for the newest rollback alone: whatever was released on the restored
 * database since would be left behind with it.
 * @param releases newest first @param rollbacks newest first
 */
export function forwarding(releases: readonly ReleaseRecord[], rollbacks: readonly RollbackRecord[]): Forwarding {
  const rollback = rollbacks.find(({ outcome, restored }) => outcome === 'done' && restored !== null);
  if (rollback === undefined || rollback.restored === null || rollback.quarantined === null)
    return wrong(`no database is quarantined; ${EXPECTED}`);
  const { id, trigger, quarantined, restored, serving, baseline } = rollback;
  if (rollback.forward === true)
    return wrong(`rollback ${id} went forward already, to ${restored}; to leave it, start a rollback`);
  const since = releases.find(
    ({ startedAt, outcome, switched, migrationStartedAt }) =>
      Date.parse(startedAt) > Date.parse(rollback.startedAt) &&
      outcome !== 'refused' &&
      (Object.keys(switched).length > 0 || migrationStartedAt !== null),
  );
  if (since !== undefined)
    return wrong(
      `release ${since.id} (version ${since.version}) has changed the environment since rollback ${id}; ${EXPECTED}. Bring the rows of ${quarantined} back instead (npm run lost-writes)`,
    );
  const release = releases.find((one) => one.id === rollback.release);
  if (release === undefined || release.knownGood === null)
    return wrong(`release ${rollback.release}, which rollback ${id} undid, is not on record`);
  const half = halfSwitched(release);
  if (half !== null)
    return wrong(
      `release ${release.id} (version ${release.version}) never ran whole: ${half} had not been switched to it when rollback ${id} undid it. ${EXPECTED_WHOLE}`,
    );
  // Its services are asked for at the same time: that each was says nothing of whether one of them ever started.
  if (release.fenced && release.openedAt === null)
    return wrong(
      `release ${release.id} (version ${release.version}) never let users in: rollback ${id} undid it behind its page, before its checks had passed. ${EXPECTED_OPENED}`,
    );
  if (trigger.kind === 'failed-release' && trigger.error !== ALARM_FIRED)
    return wrong(
      `release ${release.id} (version ${release.version}) failed by itself (${trigger.error}): it would again. ${EXPECTED_WORKING}`,
    );
  if (serving === undefined)
    return wrong(`rollback ${id} was made by an older control plane, which did not record where ${restored} is`);
  const { identifier, resourceId } = release.knownGood.database;
  if (identifier !== quarantined)
    return wrong(`rollback ${id} has quarantined ${quarantined}, and release ${release.id} knew ${identifier}`);
  const unknown: WriteCounts = { known: false, why: 'a database that was kept is compared with nothing' };
  const counts = { before: unknown, after: unknown, baseline: unknown, fenced: false };
  return {
    kind: 'found',
    forward: {
      rollback,
      release,
      kept: {
        ...{
          kept: quarantined,
          instance: quarantined,
          resourceId,
          requestedAt: rollback.finishedAt ?? rollback.startedAt,
        },
        ...counts,
      },
      live: { identifier: restored, ...serving },
      baseline: baseline ?? { known: false, why: 'the writes of the restored database were not counted at first' },
    },
  };
}

const EXPECTED_WHOLE =
  'Expected a release that had switched every service; start it as a new release, and bring the lost rows back (npm run lost-writes)';

const EXPECTED_WORKING =
  'Expected a release that worked until a person or an alarm undid it; mend it, and start it as a new release';

const EXPECTED_OPENED = 'Expected a release that users have met; start it as a new release';

/** Services that the release was to change and had not switched yet, where it had switched others; null: none. */
function halfSwitched({ request, switched }: ReleaseRecord): string | null {
  const left = request.changes.map(({ service }) => service).filter((service) => !(service in switched));
  return left.length > 0 && left.length < request.changes.length ? left.join(', ') : null;
}

/**
 * Where it leads, in the form in which a rollback knows it: services as the release had left them, on the kept database. The
 * parameters that the rollback put back stay as they are.
 */
export function knownGoodOf({ release, live }: Forward, pointer: Pointer, now: string): KnownGood | null {
  const before = release.knownGood;
  if (before === null) return null;
  return {
    recordedAt: now,
    version: release.version,
    verifiedBy: release.outcome === 'good' ? release.id : 'unverified',
    commit: release.request.commit,
    services: before.services.map((service) => {
      const taskDefinition = release.switched[service.name];
      // Images of that revision are named by digest: a release registers it so.
      return taskDefinition === undefined ? service : { ...service, taskDefinition, images: {} };
    }),
    parameters: [],
    database: { ...before.database, ...live, pointer: pointerValue(pointer, live.host, live.port) },
  };
}
