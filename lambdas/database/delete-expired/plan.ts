import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../../model/ledger.ts';
import {
  ANNOUNCED_DAYS,
  DELETE_AFTER_TAG,
  type Expiring,
  KEEP_TAG,
  type RetentionRule,
  STANDBY_ANNOUNCED_DAYS,
} from '../../model/retention.ts';

/** A snapshot or an instance that carries our tag. */
export interface Candidate extends Omit<Expiring, 'after'> {
  readonly arn: string;
  readonly status: string;
  /** Null: RDS does not say. An instance's own age says nothing: it may be the original. */
  readonly madeAt: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the ledger and the pointer say. */
export interface Known {
  readonly status: StatusRecord;
  /** Instance that the pointer leads to; null: it leads to none, so nobody knows which one is used. */
  readonly live: string | null;
  readonly releases: ReadonlyMap<string, ReleaseRecord>;
  readonly rollbacks: ReadonlyMap<string, RollbackRecord>;
}

export interface Dated extends Expiring {
  readonly arn: string;
}

export interface Plan {
  /** To be told and dated now, and deleted at the first look after that day. */
  readonly announce: readonly Dated[];
  /** Told a week ago; their day is over. */
  readonly remove: readonly Dated[];
}

const DAY_MS = 86_400_000;

/** An instance in one of these can be deleted, https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html. */
const DELETABLE_INSTANCE = new Set([
  ...['available', 'stopped', 'failed', 'restore-error', 'incompatible-restore', 'incompatible-network'],
  ...['incompatible-option-group', 'incompatible-parameters', 'insufficient-capacity', 'storage-full'],
]);

/**
 * What to announce and what to delete at this look. Nothing while a release or a rollback works or waits for a decision: the
 * ledger then names restore points that may be needed.
 */
export function plan(now: string, candidates: readonly Candidate[], known: Known, rule: RetentionRule): Plan {
  if (known.status.status !== 'open') return { announce: [], remove: [] };
  const kept = keptRestorePoints(candidates, known, rule);
  const announce: Dated[] = [];
  const remove: Dated[] = [];
  for (const candidate of candidates) {
    const expires = expiry(candidate, known, rule);
    if (expires === null || kept.has(candidate.id) || isNeeded(candidate, known)) continue;
    const date = candidate.tags[DELETE_AFTER_TAG];
    if (isStanding(date, now)) {
      if (day(now) > date && Date.parse(now) >= expires && candidate.held === null) remove.push(dated(candidate, date));
    } else if (Date.parse(now) >= expires - announcedDays(candidate) * DAY_MS) {
      const after = Math.max(expires, Date.parse(now) + announcedDays(candidate) * DAY_MS);
      announce.push(dated(candidate, day(new Date(after).toISOString())));
    }
  }
  return { announce, remove };
}

const announcedDays = ({ purpose }: Candidate): number =>
  purpose === 'standby' ? STANDBY_ANNOUNCED_DAYS : ANNOUNCED_DAYS;

/** A date that passed more than a week ago was not kept: people have forgotten it, and are told anew. */
const isStanding = (date: string | undefined, now: string): date is string =>
  date !== undefined &&
  /^\d{4}-\d{2}-\d{2}$/.test(date) &&
  Date.parse(date) >= Date.parse(day(now)) - (ANNOUNCED_DAYS + 1) * DAY_MS;

/**
 * The newest restore points that can be restored, and the newest whose known good a release had verified: a row of bad
 * releases must not push these out.
 */
export function keptRestorePoints(
  candidates: readonly Candidate[],
  { releases }: Pick<Known, 'releases'>,
  { restorePoints }: RetentionRule,
): ReadonlySet<string> {
  const usable = candidates
    .flatMap(({ id, purpose, status, work }) => {
      const release = releases.get(work);
      const point = release?.restorePoint;
      const isIts = point !== undefined && point !== null && 'snapshot' in point && point.snapshot === id;
      return purpose === 'restore-point' && status === 'available' && release !== undefined && isIts
        ? [{ id, release }]
        : [];
    })
    .sort((a, b) => (a.release.startedAt < b.release.startedAt ? 1 : -1));
  const verified = usable.filter(({ release }) => isVerified(release));
  return new Set([...usable.slice(0, restorePoints), ...verified.slice(0, restorePoints)].map(({ id }) => id));
}

const isVerified = ({ knownGood }: ReleaseRecord): boolean =>
  knownGood !== null && knownGood.verifiedBy !== 'unverified';

/** When its time is over, ms; null: it has none, because nobody knows what it is of. */
function expiry(candidate: Candidate, { releases, rollbacks }: Known, { days }: RetentionRule) {
  const { kind, purpose, work, madeAt } = candidate;
  if (purpose === 'standby') return needlessSince(releases.get(work), days);
  const rollback = rollbacks.get(work);
  const since =
    kind === 'snapshot'
      ? releases.has(work) || rollback !== undefined
        ? madeAt
        : null
      : (rollback?.finishedAt ?? rollback?.startedAt ?? null);
  // What it made short is over. It is announced at the next look, like everything else.
  const kept = purpose === 'before-fence' ? 0 : days;
  return since === null ? null : Date.parse(since) + kept * DAY_MS;
}

/**
 * A release that runs may be rolled back, and so may one that nothing has observed, for as long as its database would be kept. Of every
 * other nobody needs the standby any more: it is good, or was rolled back without it.
 */
function needlessSince(release: ReleaseRecord | undefined, days: number): number | null {
  if (release === undefined || release.finishedAt === null || release.outcome === 'running') return null;
  return Date.parse(release.finishedAt) + (release.outcome === 'unobserved' ? days * DAY_MS : 0);
}

/** Whatever its date says. */
function isNeeded(
  { kind, id, status, tags, work }: Candidate,
  { live, releases, rollbacks, ...known }: Known,
): boolean {
  const { incident } = known.status;
  if (KEEP_TAG in tags) return true;
  if (incident !== null) {
    const its = [...rollbacks.values()].filter((rollback) => rollback.incident === incident);
    if (its.some(({ work: rollback, id: own, release }) => [rollback, own, release].includes(work))) return true;
  }
  if (kind === 'snapshot') return status !== 'available';
  return live === null || id === live || !DELETABLE_INSTANCE.has(status);
}

const dated = ({ status: _, madeAt: __, tags: ___, ...candidate }: Candidate, after: string): Dated => ({
  ...candidate,
  after,
});

const day = (iso: string): string => iso.slice(0, 10);
