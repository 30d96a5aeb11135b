import { describe, expect, it } from 'vitest';
import { type Candidate, plan } from '../../../../lambdas/database/delete-expired/plan.ts';
import type { ReleaseOutcome, StatusRecord } from '../../../../lambdas/model/ledger.ts';
import { release, status } from '../../records.ts';

const RULE = { restorePoints: 2, days: 30 };
const TODAY = '2026-11-24T14:10:00.000Z';
const YESTERDAY = { 'knowngood:delete-after': '2026-11-23' };

const standby = (change: Partial<Candidate> = {}): Candidate => ({
  ...{ kind: 'instance', id: 'survey-kg-sbr1', arn: 'arn', purpose: 'standby', work: 'r1', status: 'available' },
  ...{ madeAt: null, tags: {}, gib: 20, instanceClass: 'db.t4g.medium', held: null },
  ...change,
});
const closed = (
  outcome: ReleaseOutcome,
  { finishedAt = TODAY as string | null, live = 'survey' as string | null, is = {} as Partial<StatusRecord> } = {},
) => ({
  ...{ status: status(is), live, rollbacks: new Map() },
  releases: new Map([['r1', release({ id: 'r1', outcome, finishedAt })]]),
});
const looked = (known: ReturnType<typeof closed>, candidate = standby()) => {
  const { announce, remove } = plan(TODAY, [candidate], known, RULE);
  return [announce.map(({ after }) => after), remove.map(({ id }) => id)];
};

describe('a standby', () => {
  it.each(['good', 'rolled-back', 'failed', 'stopped'] as const)(
    'of a release that is %s is told at once, and deleted at the look of the next day',
    (outcome) => {
      expect(looked(closed(outcome))).toEqual([['2026-11-24'], []]);
      expect(looked(closed(outcome), standby({ tags: { 'knowngood:delete-after': '2026-11-24' } }))).toEqual([[], []]);
      expect(looked(closed(outcome), standby({ tags: YESTERDAY }))).toEqual([[], ['survey-kg-sbr1']]);
    },
  );

  it.each([
    ['of a release that runs', closed('running', { finishedAt: null }), {}],
    ['of a release that nothing has observed yet', closed('unobserved'), {}],
    ['of a release that nobody knows', { ...closed('good'), releases: new Map() }, {}],
    ['while a rollback is in hand', closed('good', { is: { status: 'rolling-back' } }), {}],
    ['that the pointer names', closed('good', { live: 'survey-kg-sbr1' }), {}],
    ['where nobody knows which database is used', closed('good', { live: null }), {}],
    ['in its first backup', closed('good'), { status: 'backing-up' }],
    ['that a person keeps', closed('good'), { tags: { ...YESTERDAY, 'knowngood:keep': '' } }],
  ])('stays: %s, whatever its date', (_what, known, change: Partial<Candidate>) => {
    expect(looked(known, standby({ tags: YESTERDAY, ...change }))).toEqual([[], []]);
  });

  it('of an unobserved release goes when everything else would', () => {
    const old = closed('unobserved', { finishedAt: '2026-10-20T00:00:00.000Z' });
    expect(looked(old, standby({ tags: YESTERDAY }))).toEqual([[], ['survey-kg-sbr1']]);
  });
});
