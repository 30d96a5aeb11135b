import { describe, expect, it } from 'vitest';
import { releaseOutcome } from '../../lambdas/close-rollback/outcome.ts';
import { escalation } from '../../lambdas/escalate/decide.ts';
import type { Trigger } from '../../lambdas/model/rollback.ts';
import type { Input } from '../../lambdas/triage/contract.ts';
import { decide } from '../../lambdas/triage/decide.ts';
import { person, release, request, status } from './records.ts';

const alarm: Trigger = { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: '', reason: '' };
const input = (change: Partial<Input> = {}): Input => ({
  now: '2026-11-24T14:00:00.000Z',
  language: 'en',
  trigger: alarm,
  takenFrom: '',
  cluster: 'survey',
  services: ['web'],
  policy: 'restore-if-breaking',
  windowMinutes: 120,
  ...change,
});
const breaking = { request: request({ migration: 'breaking' }), migrationStartedAt: '2026-11-24T13:10:00.000Z' };
const compatible = { request: request({ migration: 'compatible' }), migrationStartedAt: '2026-11-24T13:10:00.000Z' };
const decision = (given: Input, ...releases: ReturnType<typeof release>[]) =>
  decide(given, { status: status(), releases, rollbacks: [], running: new Map() }).decision;

describe('triage', () => {
  it('undoes nothing when no release is recorded', () => {
    expect(decision(input())).toBe('notify-only');
  });

  it('does not take an old release for the cause of an alarm, but a person may', () => {
    const old = release({ ...breaking, finishedAt: '2026-11-03T13:30:00.000Z' });
    expect(decision(input(), old)).toBe('notify-only');
    expect(decision(input({ trigger: person() }), old)).toBe('services-and-database');
  });

  it('never undoes a release twice, nor one older than an undone one', () => {
    const undone = release({ id: 'r2', outcome: 'rolled-back' });
    expect(decision(input(), undone, release(breaking))).toBe('notify-only');
    expect(decision(input({ takenFrom: 'r2' }), undone)).toBe('notify-only');
  });

  it('passes over releases that were refused or only planned', () => {
    expect(
      decision(
        input(),
        release({ id: 'r3', outcome: 'refused' }),
        release({ id: 'r2', outcome: 'planned' }),
        release(),
      ),
    ).toBe('services');
  });

  it('has nothing to undo when the release changed nothing yet, whatever was fenced', () => {
    const begun = release({ outcome: 'running', finishedAt: '', switched: {}, fenced: true });
    expect(decision(input({ takenFrom: 'r1' }), begun)).toBe('nothing-to-undo');
  });

  it.each([
    ['restore-if-breaking', 'none', release(), 'services'],
    ['restore-if-breaking', 'compatible', release(compatible), 'services'],
    ['restore-if-breaking', 'breaking', release(breaking), 'services-and-database'],
    ['restore', 'none', release(), 'services-and-database'],
    ['restore', 'compatible', release(compatible), 'services-and-database'],
    ['ask', 'none', release(), 'services'],
    ['ask', 'compatible', release(compatible), 'freeze'],
    ['ask', 'breaking', release(breaking), 'freeze'],
    ['keep', 'compatible', release(compatible), 'services'],
    ['keep', 'breaking', release(breaking), 'freeze'],
  ] as const)('policy %s after a %s migration', (policy, _migration, found, expected) => {
    expect(decision(input({ policy }), found)).toBe(expected);
  });

  it('does what a person asks of the database, against the policy', () => {
    expect(decision(input({ policy: 'keep', trigger: person({ database: 'restore' }) }), release(compatible))).toBe(
      'services-and-database',
    );
    expect(decision(input({ policy: 'restore', trigger: person({ database: 'keep' }) }), release(breaking))).toBe(
      'services',
    );
  });

  it('freezes rather than restore without a restore point', () => {
    expect(decision(input(), release({ ...breaking, restorePoint: null }))).toBe('freeze');
  });

  it('calls a fence held only until users or workers were let in again', () => {
    const fenced = { ...breaking, fenced: true };
    const of = (change: object) =>
      decide(input(), {
        status: status(),
        releases: [release({ ...fenced, ...change })],
        rollbacks: [],
        running: new Map(),
      }).release.fenceHeld;
    expect(of({})).toBe(true);
    expect(of({ openedAt: '2026-11-24T13:20:00.000Z' })).toBe(false);
  });
});

describe('a closed rollback', () => {
  it.each([
    ['done', 'rolled-back'],
    ['nothing-to-undo', 'failed'],
    ['reopen', 'unobserved'],
  ] as const)('that ends %s leaves the release %s', (rollback, expected) => {
    expect(releaseOutcome(rollback)).toBe(expected);
  });
});

describe('an execution that ended badly', () => {
  const ended = (kind: 'release' | 'rollback', ending: 'FAILED' | 'TIMED_OUT' | 'ABORTED' = 'FAILED') => ({
    time: '',
    detail: {
      executionArn: 'arn:e',
      stateMachineArn: `arn:stateMachine:knowngood-x-${kind}`,
      name: 'e',
      status: ending,
    },
  });
  const holding = status({ status: 'releasing', holder: 'arn:e' });
  it.each([
    ['a refused request', ended('release'), status({ holder: 'arn:other' }), undefined, false, { kind: 'silent' }],
    [
      'a release we stopped',
      ended('release', 'ABORTED'),
      status({ holder: 'arn:rollback' }),
      undefined,
      false,
      { kind: 'silent' },
    ],
    ['a release whose rollback has begun', ended('release'), holding, release(), true, { kind: 'silent' }],
    [
      'a release that died without its catch',
      ended('release'),
      holding,
      release(),
      false,
      { kind: 'tell', startRollback: true },
    ],
    [
      'a release out of time',
      ended('release', 'TIMED_OUT'),
      holding,
      release(),
      false,
      { kind: 'tell', startRollback: true },
    ],
    [
      'a release a person stopped',
      ended('release', 'ABORTED'),
      holding,
      release(),
      false,
      { kind: 'tell', startRollback: false },
    ],
    ['a failed rollback', ended('rollback'), holding, undefined, false, { kind: 'tell', startRollback: false }],
  ] as const)('%s', (_what, event, found, record, rollbackExists, expected) => {
    expect(escalation(event, found, record, rollbackExists)).toMatchObject(expected);
  });
});
