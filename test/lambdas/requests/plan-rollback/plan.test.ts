import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/requests/plan-rollback/contract.ts';
import { plan } from '../../../../lambdas/requests/plan-rollback/plan.ts';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { knownGood, knownService, person, release, restorePoint, SERVICES } from '../../records.ts';
import { breaking, facts, input as ofTriage } from '../triage/given.ts';

const services = [knownService('web', { images: { app: 'sha256:a' } }), knownService('worker')];
const undone = release({ ...breaking, knownGood: knownGood({ services }), restorePoint, switched: { web: 'td:2' } });
const triaged = (change: Parameters<typeof person>[0] = {}) =>
  decide(ofTriage({ trigger: person(change) }), facts(undone));
const fit = { fit: true, problems: [] };
const lost = { known: true, total: 7, tables: {}, others: 7, gone: 0, databases: [], except: [] } as const;
const asked = (change: Partial<Input> = {}): Input => ({
  problems: [],
  triage: triaged(),
  services: SERVICES,
  schedules: [],
  knownGood: { ...fit, missing: [], deleted: [] },
  restorePoint: { ...fit, ahead: false, time: '2026-11-24T13:05:00.000Z' },
  counted: { lost, freeze: false, because: ['7 writes, and 100 are agreed'], reader: 'reader' },
  ...change,
});

describe('what a rollback would do', () => {
  it('names where it returns to: version, task definitions, images, the restore point, what is lost', () => {
    expect(plan(asked())).toEqual({
      wouldRun: true,
      decision: 'services-and-database',
      because: [...triaged().because, '7 writes, and 100 are agreed'],
      problems: [],
      target: {
        undone: ['r1'],
        undoneVersion: '2.0.0',
        version: '1.0.0',
        verifiedBy: 'r0',
        commit: null,
        recordedAt: '2026-11-24T13:04:00.000Z',
        services: [
          { name: 'web', taskDefinition: 'td:1', images: { app: 'sha256:a' } },
          { name: 'worker', taskDefinition: 'td:1', images: {} },
        ],
        database: {
          identifier: 'survey',
          restorePoint: restorePoint.snapshot,
          kept: false,
          time: '2026-11-24T13:05:00.000Z',
        },
      },
      lost,
      plan: [
        'show users the maintenance page',
        'stop all services, end the application sessions in the database',
        `restore ${restorePoint.snapshot} beside survey, prove it, and point the application at it; keep survey, quarantined`,
        '7 writes would be lost as things stand',
        'put back the parameters that were changed since',
        'switch back to version 1.0.0: web (td:1), worker (td:1)',
        'run the checks, then watch the alarms',
      ],
    });
  });

  it.each([
    ['page', 'show users the maintenance page'],
    ['open', 'leave everything as it is, users in, and tell DevOps the input of each decision'],
  ] as const)('a freeze under onFreeze: %s begins so', (onFreeze, first) => {
    const triage = decide(ofTriage({ trigger: person(), onFreeze }), facts(undone));
    const counted = { lost, freeze: true, because: ['too many'], reader: 'reader' };
    expect(plan(asked({ triage, counted })).plan[0]).toBe(first);
  });

  it('agrees with the number of lost writes, and calls no version by a name it has not', () => {
    const one = { lost: { ...lost, total: 1, others: 1 }, freeze: false, because: [], reader: 'reader' };
    expect(plan(asked({ counted: one })).plan).toContain('1 write would be lost as things stand');
    const unnamed = decide(
      ofTriage({ trigger: person() }),
      facts({ ...undone, knownGood: knownGood({ services, version: 'unknown' }) }),
    );
    expect(plan(asked({ triage: unnamed })).plan).toContain(
      'switch back to what ran before: web (td:1), worker (td:1)',
    );
  });

  it('names the rules and schedules that a restore pauses, and leaves them to services only', () => {
    const schedules = [{ kind: 'rule', name: 'nightly', group: 'default' } as const];
    expect(plan(asked({ schedules })).plan).toEqual(
      expect.arrayContaining([
        'pause the schedules: rule nightly',
        'run the checks, resume the schedules, then watch the alarms',
      ]),
    );
    const kept = plan(asked({ schedules, triage: triaged({ database: 'keep' }), restorePoint: null, counted: null }));
    expect(kept.plan.join()).not.toMatch(/nightly|schedules/);
  });

  it('leaves the database, and the services that were not moved', () => {
    const kept = plan(asked({ triage: triaged({ database: 'keep' }), restorePoint: null, counted: null }));
    expect(kept).toMatchObject({ wouldRun: true, decision: 'services', target: { database: null }, lost: null });
    expect(kept.target?.services.map(({ name }) => name)).toEqual(['web']);
    expect(kept.plan).toContain('leave the database as it is');
  });

  it.each<[string, Partial<Input>, RegExp]>([
    [
      'an image is gone',
      { knownGood: { fit: false, problems: ['the image is gone'], missing: ['web'], deleted: [] } },
      /image is gone/,
    ],
    [
      'the restore point is not fit',
      { restorePoint: { fit: false, problems: ['the snapshot is gone'], ahead: false, time: '' } },
      /snapshot is gone/,
    ],
    ['too much would be lost', { counted: { lost, freeze: true, because: ['7 > 0'], reader: null } }, /7 > 0/],
  ])('would stop for a decision where %s', (_where, change, why) => {
    const found = plan(asked(change));
    expect(found).toMatchObject({ wouldRun: false, decision: 'freeze', problems: [expect.stringMatching(why)] });
    expect(found.because.join('; ')).toMatch(why);
    expect(found.target).not.toBeNull();
    expect(found.plan).toContain('show users the maintenance page');
  });

  it('would not run where it would be refused, and says what it would do', () => {
    const found = plan(asked({ problems: ['a rollback runs already'] }));
    expect(found).toMatchObject({
      wouldRun: false,
      decision: 'services-and-database',
      problems: ['a rollback runs already'],
    });
  });

  it('says that nobody knows what would be lost', () => {
    expect(plan(asked({ counted: null })).plan).toContain('nobody knows how many writes would be lost');
    const unknown = { lost: { known: false, why: 'no login' }, freeze: false, because: [], reader: null } as const;
    expect(plan(asked({ counted: unknown })).plan).toContain('nobody knows how many writes would be lost (no login)');
  });

  it('goes nowhere without a release to undo', () => {
    const nothing = decide(ofTriage({ trigger: person() }), facts());
    const found = plan(asked({ triage: nothing, knownGood: null, restorePoint: null, counted: null }));
    expect(found).toMatchObject({ wouldRun: false, decision: 'notify-only', target: null, plan: [] });
  });
});
