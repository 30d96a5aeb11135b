import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../model/ledger.ts';
import type { Decision } from '../model/rollback.ts';
import { type Reasons, reasonsIn } from '../shared/messages/reasons.ts';
import type { Candidate, Input, Output } from './contract.ts';

export interface Ledger {
  readonly status: StatusRecord;
  /** Newest first. */
  readonly releases: readonly ReleaseRecord[];
  readonly rollbacks: readonly RollbackRecord[];
}

const NONE: Candidate = {
  id: '',
  version: '',
  finishedAt: '',
  affected: [],
  knownGood: null,
  restorePoint: null,
  baseline: { known: false, why: 'no release' },
  fenceHeld: false,
  moved: [],
  halfWay: false,
};

/** Decides from recorded facts alone; every reason is a sentence for the people who are told. */
export function decide(input: Input, ledger: Ledger): Output {
  const { trigger } = input;
  const say = reasonsIn(input.language);
  const halfWay = ledger.status.maintenanceSince !== '-' || Object.keys(ledger.status.stopped).length > 0;
  const recurrence = recurring(input, ledger.rollbacks);
  const release = candidate(input, ledger.releases);
  const answer = (decision: Decision, because: string[], of?: ReleaseRecord): Output => ({
    decision,
    because,
    recurrence,
    release: of === undefined ? { ...NONE, halfWay } : asCandidate(of, halfWay),
  });
  if (trigger.kind === 'person' && trigger.decision === 'reopen')
    return answer('reopen', [say.aPersonReopens], release);
  if (release === undefined) return answer('notify-only', [say.noRelease]);
  const about = say.release(release.version, release.id);
  if (trigger.kind === 'alarm' && release.finishedAt !== '' && release.id !== input.takenFrom) {
    const minutes = Math.round((Date.parse(input.now) - Date.parse(release.finishedAt)) / 60_000);
    if (minutes > input.windowMinutes) {
      return answer('notify-only', [say.outsideWindow(about, minutes, input.windowMinutes)]);
    }
  }
  if (!changedAnything(release)) return answer('nothing-to-undo', [say.changedNothing(about)], release);
  const reasons = [say.newestChange(about)];
  const asked = trigger.kind === 'person' ? trigger.database : 'policy';
  const database = databaseDecision(input.policy, asked, release, say);
  if (database.decision === 'services-and-database' && release.restorePoint === null) {
    return answer('freeze', [...reasons, ...database.because, say.noRestorePoint], release);
  }
  return answer(database.decision, [...reasons, ...database.because], release);
}

/** The newest release that may be the cause: the one the lock was taken from, the one that failed, or the last that ended. */
function candidate({ takenFrom, trigger }: Input, releases: readonly ReleaseRecord[]): ReleaseRecord | undefined {
  const named = takenFrom !== '' ? takenFrom : trigger.kind === 'failed-release' ? trigger.release : '';
  if (named !== '') return releases.find((release) => release.id === named && release.outcome !== 'rolled-back');
  const newest = releases.find((release) => release.outcome !== 'refused' && release.outcome !== 'planned');
  // Already rolled back, or older than one that was: never a candidate.
  return newest === undefined || newest.outcome === 'rolled-back' ? undefined : newest;
}

/** A fence alone is no change: every decision but `freeze` resumes and lowers what the ledger says is stopped or raised. */
const changedAnything = (release: ReleaseRecord): boolean =>
  Object.keys(release.switched).length > 0 || release.migrationStartedAt !== '';

function databaseDecision(
  policy: Input['policy'],
  asked: 'policy' | 'restore' | 'keep',
  release: ReleaseRecord,
  say: Reasons,
): { decision: Decision; because: string[] } {
  const migration = release.migrationStartedAt === '' ? 'none' : release.request.migration;
  const restore = (why: string) => ({ decision: 'services-and-database' as const, because: [why] });
  const keep = (why: string) => ({ decision: 'services' as const, because: [why] });
  const freeze = (why: string) => ({ decision: 'freeze' as const, because: [why] });
  if (asked === 'restore') return restore(say.askedRestore);
  if (asked === 'keep') return keep(say.askedKeep);
  switch (policy) {
    case 'restore':
      return restore(say.policyRestore);
    case 'restore-if-breaking':
      return migration === 'breaking'
        ? restore(say.breakingStarted)
        : keep(migration === 'compatible' ? say.compatible : say.notMigrated);
    case 'ask':
      return migration === 'none' ? keep(say.notMigrated) : freeze(say.policyAsk);
    case 'keep':
      return migration === 'breaking' ? freeze(say.policyKeepButBreaking) : keep(say.policyKeep);
  }
}

function recurring({ now, trigger }: Input, rollbacks: readonly RollbackRecord[]): number {
  const since = Date.parse(now) - 30 * 86_400_000;
  return rollbacks.filter(
    (r) => r.criterion === trigger.criterion && r.outcome !== 'running' && Date.parse(r.startedAt) >= since,
  ).length;
}

function asCandidate(release: ReleaseRecord, halfWay: boolean): Candidate {
  return {
    id: release.id,
    version: release.version,
    finishedAt: release.finishedAt,
    affected: release.request.affected,
    knownGood: release.knownGood,
    restorePoint: release.restorePoint,
    baseline: release.restorePoint?.baseline ?? { known: false, why: 'no restore point was recorded' },
    fenceHeld: release.fenced && release.openedAt === '',
    moved: Object.keys(release.switched),
    halfWay,
  };
}
