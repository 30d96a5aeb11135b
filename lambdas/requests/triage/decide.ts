import { type Reasons, reasonsIn } from '../../messages/reasons.ts';
import type { ReleaseRecord, RollbackRecord } from '../../model/ledger.ts';
import type { KnownGood } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import { baselineOf, lostBehindFence } from './baseline.ts';
import { type Candidates, candidates, changedAnything } from './candidates.ts';
import type { Candidate, Input, Output } from './contract.ts';
import { databaseDecision } from './database-decision.ts';
import type { Facts } from './facts.ts';
import { goForward } from './go-forward.ts';
import { mixed, unverified } from './left-behind.ts';
import { accepted, changedByOthers } from './others.ts';
import { waysOf } from './ways.ts';

export type { Facts };

const NONE: Candidate = {
  id: null,
  undone: [],
  passedOver: null,
  version: null,
  finishedAt: null,
  affected: [],
  knownGood: null,
  recordedBy: null,
  restorePoint: null,
  standby: null,
  baseline: { known: false, why: 'no release' },
  behindFence: null,
  moved: [],
  accepts: {},
  halfWay: false,
};

/** Decides from recorded facts alone. Every reason is a sentence that people read. */
export function decide(input: Input, facts: Facts): Output {
  const { trigger } = input;
  const say = reasonsIn(input.language);
  const halfWay = facts.status.maintenanceSince !== null || Object.keys(facts.status.stopped).length > 0;
  const recurrence = recurring(input, facts.rollbacks);
  if (trigger.kind === 'person' && trigger.database === 'forward' && trigger.decision !== 'reopen')
    return goForward(input, facts, { recurrence, halfWay, told: toldOf(trigger, facts) });
  const found = candidates(input, facts.releases);
  const answer = (decision: Decision, because: string[], of?: Candidates): Output => ({
    decision,
    forward: false,
    because,
    recurrence,
    images: trigger.kind === 'person' ? (trigger.images ?? {}) : {},
    staysOpen: staysOpen(input, of ?? found, facts, halfWay),
    page: input.pageForServicesOnly || decision === 'services-and-database' || halfWay,
    about: of === undefined ? null : { id: of.newest.id, version: of.newest.version },
    ways: waysOf(of ?? found, facts.running, facts.rollbacks),
    release: {
      ...(of === undefined ? { ...NONE, halfWay } : asCandidate(of, facts, halfWay)),
      passedOver: passedOver(input, found),
    },
  });
  if (trigger.kind === 'person' && trigger.decision === 'reopen') {
    const asked = halfWay ? say.aPersonReopens : say.aPersonLeavesOpen;
    if (found === undefined) return answer('reopen', [asked]);
    const refused = unverified(found.newest, facts.running);
    if (refused.length > 0) return answer('freeze', [say.reopenUnverified(refused.join(', '))], found);
    const behind = mixed(found.newest, facts.running);
    const because = behind.length === 0 ? [] : [say.reopenMixed(behind.join(', '))];
    return answer('reopen', [asked, ...because], found);
  }
  if (found === undefined) return answer('notify-only', [whyNone(facts.releases, say)]);
  const { newest, base } = found;
  const about = say.release(newest.version, newest.id);
  const held = heldOpen(trigger, newest, say);
  if (held !== undefined) return answer('notify-only', [held]);
  if (trigger.kind === 'alarm' && newest.finishedAt !== null && newest.id !== input.takenFrom) {
    const minutes = Math.round((Date.parse(input.now) - Date.parse(newest.finishedAt)) / 60_000);
    if (minutes > input.windowMinutes) {
      return answer('notify-only', [say.outsideWindow(about, minutes, input.windowMinutes)]);
    }
  }
  if (!found.all.some(changedAnything)) return answer('nothing-to-undo', [say.changedNothing(about)], found);
  const database = databaseDecision({ ...input, trigger: goingOn(trigger, facts) }, found.all, say);
  const reasons = [
    say.newestChange(about),
    ...(found.all.length > 1 ? [say.undoneTogether(found.all.length, base.knownGood?.version ?? '')] : []),
    ...database.because,
  ];
  if (base.knownGood === null) return answer('freeze', [...reasons, say.noKnownGood], found);
  if (database.decision === 'services-and-database' && base.restorePoint === null) {
    return answer('freeze', [...reasons, say.noRestorePoint], found);
  }
  const told = toldOf(trigger, facts);
  const everyService = database.decision === 'services-and-database';
  const foreign = changedByOthers(found, facts.running, everyService ? [...facts.running.keys()] : moved(found, facts));
  const untold = foreign.map(([service, runs]) => say.runsForeign(service, runs)).filter((why) => !told.has(why));
  if (untold.length > 0 && database.decision !== 'freeze') return answer('freeze', [...reasons, ...untold], found);
  return answer(database.decision, reasons, found);
}

/**
 * Whether a freeze leaves users in. Not where a breaking migration left services behind: nobody may meet these, whoever decides
 * so.
 */
const staysOpen = ({ onFreeze }: Input, found: Candidates | undefined, { running }: Facts, halfWay: boolean): boolean =>
  onFreeze === 'open' && !halfWay && (found === undefined || unverified(found.newest, running).length === 0);

/** A person's word binds alarms: what they reopened, no alarm undoes until somebody confirms that it is good, or undoes it by hand. */
function heldOpen({ kind }: Input['trigger'], newest: ReleaseRecord, say: Reasons): string | undefined {
  const { reopened, outcome, version, id } = newest;
  if (kind !== 'alarm' || reopened === undefined || outcome !== 'unobserved') return undefined;
  const confirm = JSON.stringify({ confirm: id, reason: '<why>' });
  return say.heldOpen(say.release(version, id), reopened.by, reopened.incident, confirm);
}

/** Why there is nothing to undo: the newest change was undone before, or there never was one. */
function whyNone(releases: readonly ReleaseRecord[], say: Reasons): string {
  const undone = releases.find(changedAnything);
  if (undone?.outcome !== 'rolled-back') return say.noRelease;
  const older = releases.filter(({ outcome }) => outcome === 'good' || outcome === 'unobserved').slice(1, 4);
  return say.undoneAlready(
    say.release(undone.version, undone.id),
    undone.knownGood?.version ?? 'unknown',
    older.map(({ version }) => version).join(', '),
  );
}

/**
 * The reasons a person has read of the incident they name. They decide about these; a deployment made since is news to them,
 * and freezes again.
 */
function toldOf(trigger: Input['trigger'], { status, rollbacks }: Facts): ReadonlySet<string> {
  if (trigger.kind !== 'person' || trigger.incident === null || trigger.incident !== status.incident) return new Set();
  return new Set(rollbacks.filter((r) => r.incident === trigger.incident).flatMap(({ because = [] }) => because));
}

/**
 * Who goes on with an unfinished rollback that had begun the restore it was asked for, and says nothing of the database, means that
 * restore: the pointer may have moved already, and by the policy alone the database in use would be told to be the one that stayed.
 */
function goingOn(trigger: Input['trigger'], { rollbacks }: Facts): Input['trigger'] {
  if (trigger.kind !== 'person' || trigger.incident === null || trigger.database !== 'policy') return trigger;
  const begun = rollbacks.some(
    (one) =>
      one.incident === trigger.incident &&
      one.outcome === 'running' &&
      one.restoredWith !== undefined &&
      one.trigger.kind === 'person' &&
      one.trigger.database === 'restore',
  );
  return begun ? { ...trigger, database: 'restore' } : trigger;
}

function recurring({ now, trigger }: Input, rollbacks: readonly RollbackRecord[]): number {
  const since = Date.parse(now) - 30 * 86_400_000;
  return rollbacks.filter(
    (r) => r.criterion === trigger.criterion && r.outcome !== 'running' && Date.parse(r.startedAt) >= since,
  ).length;
}

/** Whether the fence must be believed: nobody was let in again, and no count knows more. */
const fenceHeld = ({ newest, all }: Candidates): boolean =>
  all.length === 1 && newest.fenced && newest.openedAt === null && !countedAfterMigration(newest);

/**
 * A fence keeps out the application, but no other job. So a count from after the migration is compared, if there is one.
 * Without one (the migration did not end) the fence is believed, since the counters hold the migration's own writes.
 */
function countedAfterMigration({ restorePoint }: ReleaseRecord): boolean {
  if (restorePoint === null) return false;
  const { before, baseline } = restorePoint;
  return baseline.known && (!before.known || baseline.at !== before.at);
}

/** Services at zero behind a fence come back too: otherwise the checks would meet an application at zero. */
const moved = ({ all }: Candidates, { status }: Facts): string[] => [
  ...new Set([...all.flatMap((release) => Object.keys(release.switched)), ...Object.keys(status.stopped)]),
];

const passedOver = ({ takenFrom }: Input, found: Candidates | undefined): string | null =>
  found === undefined || found.all.some(({ id }) => id === takenFrom) ? null : takenFrom;

const withoutParameters = ({ parameters: _many, ...knownGood }: KnownGood): Candidate['knownGood'] => knownGood;

function asCandidate(found: Candidates, facts: Facts, halfWay: boolean): Omit<Candidate, 'passedOver'> {
  const { newest, base, all } = found;
  return {
    id: newest.id,
    undone: all.map((release) => release.id),
    version: newest.version,
    finishedAt: newest.finishedAt,
    affected: [...new Set(all.flatMap((release) => release.request.affected))],
    knownGood: base.knownGood === null ? null : withoutParameters(base.knownGood),
    recordedBy: base.id,
    restorePoint: base.restorePoint,
    standby: base.standby === undefined ? null : { release: base.id, instance: base.standby.instance },
    baseline: baselineOf(base.restorePoint),
    behindFence: fenceHeld(found) ? lostBehindFence(base.restorePoint) : null,
    moved: moved(found, facts),
    accepts: accepted(found, facts.running),
    halfWay,
  };
}
