import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type Known,
  keptRestorePoints,
  plan,
} from '../../../../lambdas/database/delete-expired/plan.ts';
import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../../../../lambdas/model/ledger.ts';
import { knownGood, release, restorePoint, rollback, status } from '../../records.ts';

const RULE = { restorePoints: 2, days: 30 };
const TODAY = '2026-11-24T14:10:00.000Z';
/** ISO 8601, days before today. */
const ago = (days: number): string => new Date(Date.parse(TODAY) - days * 86_400_000).toISOString();
const day = (days: number): string => ago(days).slice(0, 10);
const until = (days: number) => ({ 'knowngood:delete-after': day(days) });

const snapshot = (work: string, days: number, change: Partial<Candidate> = {}): Candidate => ({
  ...{ kind: 'snapshot', id: `survey-kg-restore-point-${work}`, arn: 'arn', purpose: 'restore-point', work },
  ...{ status: 'available', madeAt: ago(days), tags: {}, gib: 20, instanceClass: null, held: null },
  ...change,
});
const instance = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  ...{ kind: 'instance', id, arn: 'arn', purpose: 'quarantined', work: 'b1', status: 'available', madeAt: null },
  ...{ tags: {}, gib: 20, instanceClass: 'db.t4g.medium', held: null },
  ...change,
});
const releaseOf = (id: string, days: number, change: Partial<ReleaseRecord> = {}): ReleaseRecord =>
  release({
    ...{ id, startedAt: ago(days), knownGood: knownGood() },
    restorePoint: { ...restorePoint, snapshot: `survey-kg-restore-point-${id}` },
    ...change,
  });
const known = ({
  live = 'survey-kg-1',
  releases = [],
  rollbacks = [],
  is = {},
}: {
  live?: string | null;
  releases?: ReleaseRecord[];
  rollbacks?: RollbackRecord[];
  is?: Partial<StatusRecord>;
} = {}): Known => ({
  status: status(is),
  live,
  releases: new Map(releases.map((one) => [one.id, one])),
  rollbacks: new Map(rollbacks.map((one) => [one.id, one])),
});
const namesOf = (candidates: Candidate[], facts: Known, now = TODAY) => {
  const { announce, remove } = plan(now, candidates, facts, RULE);
  return { announce: announce.map(({ id, after }) => `${id} ${after}`), remove: remove.map(({ id }) => id) };
};
const NOTHING = { announce: [], remove: [] };

/** Two newer restore points, which are kept, and an old one. */
const NEWER = [snapshot('r3', 1), snapshot('r2', 2)];
const RELEASES = [releaseOf('r1', 40), releaseOf('r2', 2), releaseOf('r3', 1)];
const old = (days: number, tags = {}, change: Partial<Candidate> = {}) => [
  ...NEWER,
  snapshot('r1', days, { tags, ...change }),
];
const FACTS = known({ releases: RELEASES });

describe('a snapshot', () => {
  it.each([
    [22, NOTHING],
    [23, { announce: [`survey-kg-restore-point-r1 ${day(-7)}`], remove: [] }],
    [400, { announce: [`survey-kg-restore-point-r1 ${day(-7)}`], remove: [] }],
  ])('made %s days ago is announced a week before it is over, or a week from now', (days, expected) => {
    expect(namesOf(old(days), FACTS)).toEqual(expected);
  });
  it('that only made the next one short is announced at once, and deleted a week later', () => {
    const short = (tags = {}) => [
      ...NEWER,
      snapshot('r1', 1, { id: 'survey-kg-before-fence-r1', purpose: 'before-fence', tags }),
    ];
    expect(namesOf(short(), FACTS)).toEqual({ announce: [`survey-kg-before-fence-r1 ${day(-7)}`], remove: [] });
    expect(namesOf(short(until(0)), FACTS)).toEqual(NOTHING);
    expect(namesOf(short(until(1)), FACTS)).toEqual({ announce: [], remove: ['survey-kg-before-fence-r1'] });
  });
  it.each([
    ['on its day', until(0), NOTHING],
    ['before it', until(-3), NOTHING],
    ['on the next day', until(1), { announce: [], remove: ['survey-kg-restore-point-r1'] }],
    ['a week later', until(8), { announce: [], remove: ['survey-kg-restore-point-r1'] }],
    ['later: people have forgotten it', until(9), { announce: [`survey-kg-restore-point-r1 ${day(-7)}`], remove: [] }],
    [
      'with a date that is none',
      { 'knowngood:delete-after': 'soon' },
      { announce: [`survey-kg-restore-point-r1 ${day(-7)}`], remove: [] },
    ],
  ])('that is dated is deleted %s, or not', (_when, tags, expected) => {
    expect(namesOf(old(60, tags), FACTS)).toEqual(expected);
  });
  it.each<[string, Partial<Candidate>]>([
    ['a person keeps', { tags: { ...until(1), 'knowngood:keep': '' } }],
    ['is being made', { status: 'creating' }],
    ['failed', { status: 'failed' }],
    ['RDS does not tell the age of', { madeAt: null }],
    ['is younger than its date says', { madeAt: ago(29) }],
    ['the ledger does not know', { work: 'r9' }],
  ])('that %s stays', (_what, change) => {
    expect(namesOf(old(60, until(1), change), FACTS)).toEqual(NOTHING);
  });
  it('of a release that recorded none is no restore point, and goes with its date', () => {
    const cutOff = known({ releases: [releaseOf('r1', 40, { restorePoint: null }), ...RELEASES.slice(1)] });
    expect(namesOf(old(60, until(1)), cutOff).remove).toEqual(['survey-kg-restore-point-r1']);
  });
  it('of safety goes with its date, and counts as no restore point', () => {
    const safety = snapshot('b1', 60, { id: 'survey-kg-safety-b1', purpose: 'safety', tags: until(1) });
    expect(namesOf([safety], known({ rollbacks: [rollback()] })).remove).toEqual(['survey-kg-safety-b1']);
  });
});

describe('restore points that are kept', () => {
  const all = ['r1', 'r2', 'r3', 'r4'].map((id, n) => snapshot(id, 100 - n, { tags: until(1) }));
  const releases = ['r1', 'r2', 'r3', 'r4'].map((id, n) => releaseOf(id, 100 - n));
  it('are the newest ones, however old and whatever their date', () => {
    expect(namesOf(all, known({ releases })).remove).toEqual([
      'survey-kg-restore-point-r1',
      'survey-kg-restore-point-r2',
    ]);
  });
  it('are also the newest ones of a known good that a release had verified', () => {
    const bad = releases.map((one, n) =>
      n < 2 ? one : { ...one, knownGood: knownGood({ verifiedBy: 'unverified' }) },
    );
    expect(namesOf(all, known({ releases: bad })).remove).toEqual([]);
  });
  it('can be restored: one that is not available takes no place', () => {
    const failed = all.map((one, n) => (n === 3 ? { ...one, status: 'failed' } : one));
    expect([...keptRestorePoints(failed, known({ releases }), RULE)].sort()).toEqual([
      'survey-kg-restore-point-r2',
      'survey-kg-restore-point-r3',
    ]);
  });
});

describe('a database', () => {
  const since = (days: number) => known({ rollbacks: [rollback({ finishedAt: ago(days) })] });
  it.each([
    [22, {}, NOTHING],
    [23, {}, { announce: [`survey ${day(-7)}`], remove: [] }],
    [31, until(1), { announce: [], remove: ['survey'] }],
  ])('quarantined %s days ago is announced, then deleted', (days, tags, expected) => {
    expect(namesOf([instance('survey', { tags })], since(days))).toEqual(expected);
  });
  it.each<[string, Partial<Candidate>]>([
    ['the pointer leads to', { id: 'survey-kg-1' }],
    ['a person keeps', { tags: { ...until(1), 'knowngood:keep': 'yes' } }],
    ['RDS is changing', { status: 'modifying' }],
    ['is being deleted', { status: 'deleting' }],
    ['no rollback knows', { work: 'b9' }],
    ['is protected', { held: 'deletion-protection' }],
    ['has read replicas', { held: 'read-replicas' }],
  ])('that %s stays', (_what, change) => {
    expect(namesOf([instance('survey', { tags: until(1), ...change })], since(40))).toEqual(NOTHING);
  });
  it('stays where nobody knows which one is used', () => {
    const nobody = known({ live: null, rollbacks: [rollback({ finishedAt: ago(40) })] });
    expect(namesOf([instance('survey', { tags: until(1) })], nobody)).toEqual(NOTHING);
  });
  it('that is protected is told of every week', () => {
    const held = instance('survey', { held: 'deletion-protection', tags: until(9) });
    expect(namesOf([held], since(40)).announce).toEqual([`survey ${day(-7)}`]);
  });
  it('that was restored and never used goes as well, if RDS can delete it', () => {
    const dead = instance('survey-kg-2', { purpose: 'restored', status: 'restore-error', tags: until(1) });
    expect(namesOf([dead], since(40)).remove).toEqual(['survey-kg-2']);
  });
});

describe('while something is in hand', () => {
  const dated = [...old(60, until(1)), instance('survey', { tags: until(1) })];
  const facts = (is: Partial<StatusRecord>, change: Partial<RollbackRecord> = {}) =>
    known({ releases: RELEASES, rollbacks: [rollback({ finishedAt: ago(40), ...change })], is });
  it.each(['releasing', 'rolling-back', 'frozen'] as const)('as %s, nothing is announced or deleted', (working) => {
    expect(namesOf([...dated, ...old(25)], facts({ status: working }))).toEqual(NOTHING);
  });
  it('what its incident names stays: the database of its rollback, and the restore point of its release', () => {
    const incident = 'incident-b1';
    expect(namesOf(dated, facts({ incident }, { release: 'r1' }))).toEqual(NOTHING);
    expect(namesOf(dated, facts({ incident: 'another' }, { release: 'r1' })).remove).toHaveLength(2);
  });
});
