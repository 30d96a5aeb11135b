import { describe, expect, it } from 'vitest';
import type { ReleaseRecord, RollbackRecord } from '../../../lambdas/model/ledger.ts';
import { forwarding, knownGoodOf } from '../../../lambdas/requests/forward.ts';
import { decide } from '../../../lambdas/requests/triage/decide.ts';
import { knownGood, liveDatabase, NOW, person, release, rollback, status } from '../records.ts';
import { countsOf, tableCounts } from '../writes.ts';
import { input } from './triage/given.ts';

const undone = (change: Partial<ReleaseRecord> = {}) =>
  release({ id: 'r2', version: '2.0.0', outcome: 'rolled-back', knownGood: knownGood(), ...change });
const COUNTS = countsOf(tableCounts());
const SERVING = { resourceId: 'db-2', host: 'survey-kg-1.rds', port: 5432 };
const restored = (change: Partial<RollbackRecord> = {}) =>
  rollback({
    ...{
      outcome: 'done',
      startedAt: '2026-11-24T14:00:00.000Z',
      finishedAt: '2026-11-24T14:30:00.000Z',
      release: 'r2',
    },
    ...{ quarantined: 'survey', restored: 'survey-kg-1', serving: SERVING, baseline: COUNTS },
    ...change,
  });

describe('going forward again to a quarantined database', () => {
  it('leads to the instance that the newest rollback has replaced, and to the release that it undid', () => {
    const found = forwarding([undone()], [restored()]);
    expect(found).toMatchObject({
      kind: 'found',
      forward: {
        kept: { kept: 'survey', resourceId: liveDatabase.resourceId },
        live: { identifier: 'survey-kg-1', ...SERVING },
        baseline: COUNTS,
      },
    });
  });

  it('does not know what was written since where it was not counted at first', () => {
    const { baseline: _, ...older } = restored();
    expect(forwarding([undone()], [older])).toMatchObject({ forward: { baseline: { known: false } } });
  });

  const later = (change: Partial<ReleaseRecord> = {}) =>
    release({ id: 'r3', version: '3.0.0', startedAt: '2026-11-24T15:00:00.000Z', ...change });
  const { serving: _, ...ofOlder } = restored();
  it.each<[string, readonly ReleaseRecord[], readonly RollbackRecord[], RegExp]>([
    [
      'the release that it undid had switched some of its services alone',
      [
        undone({
          request: { ...release().request, changes: ['web', 'worker'].map((service) => ({ service, image: 'i' })) },
          switched: { web: 'td:2' },
        }),
      ],
      [restored()],
      /r2 \(version 2\.0\.0\) never ran whole: worker had not been switched .* start it as a new release/,
    ],
    [
      'its release was undone behind the page',
      [undone({ fenced: true, openedAt: null })],
      [restored()],
      /r2 \(version 2\.0\.0\) never let users in: rollback b1 undid it behind its page, before its checks had passed\. Expected/,
    ],
    [
      'its release failed by itself',
      [undone()],
      [
        restored({
          trigger: {
            ...{ kind: 'failed-release', release: 'r2', criterion: 'monitoring-feedback' },
            ...{ error: 'DeploymentFailed', reason: 'its tasks do not start' },
          },
        }),
      ],
      /r2 \(version 2\.0\.0\) failed by itself \(DeploymentFailed\): it would again\. Expected a release that worked/,
    ],
    ['nothing was rolled back', [undone()], [], /no database is quarantined; expected a rollback/],
    [
      'nothing was restored',
      [undone()],
      [restored({ quarantined: null, restored: null })],
      /no database is quarantined/,
    ],
    ['the rollback has not ended', [undone()], [restored({ outcome: 'running' })], /no database is quarantined/],
    ['it went forward already', [undone()], [restored({ forward: true })], /went forward already, to survey-kg-1/],
    [
      'another release has gone on since',
      [later(), undone()],
      [restored()],
      /r3 \(version 3\.0\.0\) has changed the env/,
    ],
    [
      'another release migrates at this moment',
      [later({ outcome: 'running', switched: {}, migrationStartedAt: '2026-11-24T15:01:00.000Z' }), undone()],
      [restored()],
      /r3 .* has changed the environment since rollback b1/,
    ],
    ['the release is not on record', [], [restored()], /release r2, which rollback b1 undid, is not on record/],
    ['an older control plane made the rollback', [undone()], [ofOlder], /did not record where survey-kg-1 is/],
    [
      'the known good is of another instance',
      [undone({ knownGood: knownGood({ database: { ...liveDatabase, identifier: 'survey-kg-0' } }) })],
      [restored()],
      /has quarantined survey, and release r2 knew survey-kg-0/,
    ],
  ])('is refused where %s', (_why, releases, rollbacks, told) => {
    const found = forwarding(releases, rollbacks);
    expect(found.kind === 'wrong' && found.why).toMatch(told);
  });

  it.each([
    ['refused', later({ outcome: 'refused' })],
    ['without a trace', later({ outcome: 'failed', switched: {} })],
  ])('is not stopped by a release that was %s', (_what, since) =>
    expect(forwarding([since, undone()], [restored()]).kind).toBe('found'),
  );

  it('returns services as the release had left them; those it left alone run what they ran', () => {
    const before = knownGood({
      services: [...knownGood().services, { ...knownGood().services[0], name: 'worker' } as never],
    });
    const found = forwarding([undone({ knownGood: before })], [restored()]);
    if (found.kind === 'wrong') throw new Error(found.why);
    const known = knownGoodOf(found.forward, { parameter: '/host', format: 'host:port' }, NOW);
    expect(known).toMatchObject({ version: '2.0.0', verifiedBy: 'unverified', parameters: [] });
    expect(known?.services).toEqual([
      { ...before.services[0], taskDefinition: 'arn:td:2', images: {} },
      before.services[1],
    ]);
    expect(known?.database).toMatchObject({ identifier: 'survey-kg-1', pointer: 'survey-kg-1.rds:5432' });
  });
});

describe('triage of a decision to go forward again', () => {
  const asked = input({ trigger: person({ database: 'forward' }) });
  const facts = (change: object = {}) => ({
    ...{ status: status({ running: { web: 'arn:td:1' } }), releases: [undone()], rollbacks: [restored()] },
    running: new Map([['web', 'arn:td:1']]),
    ...change,
  });

  it('is the way of a restore, with the kept instance for its restore point', () => {
    const { decision, forward, release: candidate, ways, page } = decide(asked, facts());
    expect({ decision, forward, page }).toEqual({ decision: 'services-and-database', forward: true, page: true });
    expect(candidate).toMatchObject({
      ...{ id: 'r2', undone: ['r2'], version: '1.0.0', restorePoint: { kept: 'survey' }, behindFence: null },
      ...{ baseline: COUNTS, moved: ['web'], accepts: { web: ['arn:td:2', 'arn:td:1'] } },
    });
    expect(ways).toMatchObject({ forward: true, returnsTo: '2.0.0', reopen: true });
  });

  it('undoes nobody’s later deployment that the person has not read of', () => {
    const foreign = facts({ running: new Map([['web', 'arn:td:9']]) });
    const { decision, because } = decide(asked, foreign);
    expect(decision).toBe('freeze');
    const incident = 'incident-b2';
    const read = { ...foreign, status: status({ running: { web: 'arn:td:1' }, incident }) };
    const told = [...read.rollbacks, rollback({ id: 'b2', outcome: 'freeze', incident, because })];
    const again = input({ trigger: person({ database: 'forward', incident }) });
    expect(decide(again, { ...read, rollbacks: told }).decision).toBe('services-and-database');
  });

  it('changes nothing where somebody was quicker', () => {
    expect(decide(asked, facts({ rollbacks: [restored({ forward: true })] }))).toMatchObject({
      decision: 'notify-only',
      forward: false,
      because: [expect.stringContaining('went forward already')],
    });
  });
});
