import type { Finding } from '../../model/finding.ts';
import type { RollbackRecord, StatusRecord } from '../../model/ledger.ts';
import type { ClosedDatabase, DatabaseCounts, WriteCounts } from '../../model/writes.ts';

/** What the watchdog saw. */
export interface Seen {
  readonly status: StatusRecord;
  /** How the holder's execution stands; `undefined` without a holder. */
  readonly holder: { readonly status: string; readonly endedAt: string } | undefined;
  /** Service -> task definition it runs or is moving to. */
  readonly running: ReadonlyMap<string, string>;
}

/** An ending is reported by its event within seconds. Only a lost event leaves it to the watchdog. */
const EVENT_GRACE_MS = 120_000;

/** Everything that differs from the ledger, or waits for a person. */
export function find(now: string, seen: Seen): Finding[] {
  const dead = unfinished(now, seen);
  return [...dead, ...waiting(seen.status), ...paused(seen.status, dead.length > 0), ...changed(seen)];
}

function unfinished(now: string, { status, holder }: Seen): Finding[] {
  if (holder === undefined || status.work === null || status.holder === null) return [];
  if (status.status !== 'releasing' && status.status !== 'rolling-back') return [];
  if (holder.status === 'RUNNING' || holder.status === 'PENDING_REDRIVE') return [];
  if (Date.parse(now) - Date.parse(holder.endedAt) < EVENT_GRACE_MS) return [];
  const work = status.status === 'releasing' ? 'release' : 'rollback';
  return [
    {
      kind: 'unfinished',
      work,
      id: status.work,
      execution: status.holder,
      ending: holder.status,
      // Only a person moves a release that a person stopped.
      startRollback: work === 'release' && holder.status !== 'ABORTED',
    },
  ];
}

function waiting(status: StatusRecord): Finding[] {
  if (status.status === 'frozen')
    return [
      {
        kind: 'frozen',
        incident: status.incident ?? 'unknown',
        since: status.since ?? 'unknown',
        open: status.maintenanceSince === null && Object.keys(status.stopped).length === 0,
      },
    ];
  if (status.status === 'open' && status.maintenanceSince !== null)
    return [{ kind: 'maintenance-left-on', since: status.maintenanceSince }];
  return [];
}

/** Work that runs resumes them itself. Jobs that do not run are missed by nobody until somebody asks for their result. */
function paused({ status, paused }: StatusRecord, dead: boolean): Finding[] {
  const schedules = Object.keys(paused);
  if (schedules.length === 0 || !(dead || status === 'open' || status === 'frozen')) return [];
  return [{ kind: 'schedules-paused', schedules, frozen: status !== 'open' }];
}

/** Services may move while work runs or a decision is due; only an open environment must run what was left. */
function changed({ status, running }: Seen): Finding[] {
  if (status.status !== 'open') return [];
  return Object.entries(status.running).flatMap(([service, expected]): Finding[] => {
    const runs = running.get(service) ?? 'nothing: the service is gone';
    return runs === expected ? [] : [{ kind: 'service-changed', service, runs, expected }];
  });
}

/** The restored database that the newest restore left, and every database that one replaced; `undefined`: no restore. */
export function leftByRestores(
  rollbacks: readonly RollbackRecord[],
): { readonly restored: string; readonly replaced: readonly string[] } | undefined {
  const restored = rollbacks.find((rollback) => rollback.restored !== null)?.restored;
  if (restored === undefined || restored === null) return undefined;
  const replaced = rollbacks.flatMap(({ quarantined }) => (quarantined === null ? [] : [quarantined]));
  return { restored, replaced: replaced.filter((name) => name !== restored) };
}

/** While work runs the pointer may move. `live`: the instance it leads to. */
export function movedBack(
  { status }: Pick<StatusRecord, 'status'>,
  left: ReturnType<typeof leftByRestores>,
  live: string | undefined,
): Finding[] {
  if (left === undefined || live === undefined || status === 'rolling-back' || !left.replaced.includes(live)) return [];
  return [{ kind: 'pointer-moved-back', instance: live, expected: left.restored }];
}

/** Writes on quarantined instances, by their counters at the last look and now. */
export function moving(
  last: Readonly<Record<string, WriteCounts>>,
  counts: Readonly<Record<string, WriteCounts>>,
): Finding[] {
  return Object.entries(counts).flatMap(([instance, now]): Finding[] => {
    const before = last[instance];
    if (before === undefined || !before.known || !now.known || before.since !== now.since) return [];
    const writes = Object.entries(now.databases).reduce((sum, [name, database]) => {
      const then = before.databases[name];
      return then === undefined ? sum : sum + Math.max(0, writtenIn(database) - writtenIn(then));
    }, 0);
    return writes > 0 ? [{ kind: 'quarantine-moving', instance, writes }] : [];
  });
}

/** A database that cannot be looked into has one counter for everything, its catalogue included. */
const writtenIn = (counts: DatabaseCounts | ClosedDatabase): number =>
  'written' in counts ? counts.written : counts.inserted + counts.updated + counts.deleted;

/** Databases that a rollback of the last week left behind. */
export function recentlyQuarantined(now: string, rollbacks: readonly RollbackRecord[]): string[] {
  const since = Date.parse(now) - 7 * 86_400_000;
  const names = rollbacks
    .filter((rollback) => Date.parse(rollback.startedAt) >= since)
    .flatMap(({ quarantined }) => (quarantined === null ? [] : [quarantined]));
  return [...new Set(names)];
}
