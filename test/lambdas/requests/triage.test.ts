import { describe, expect, it } from 'vitest';
import type { RollbackRecord } from '../../../lambdas/model/ledger.ts';
import type { Trigger } from '../../../lambdas/model/rollback.ts';
import { escalation } from '../../../lambdas/people/escalate/decide.ts';
import { releaseOutcome } from '../../../lambdas/requests/close-rollback/outcome.ts';
import type { Input } from '../../../lambdas/requests/triage/contract.ts';
import { decide } from '../../../lambdas/requests/triage/decide.ts';
import { person, release, request, restorePoint, status } from '../records.ts';

const alarm: Trigger = { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: '', reason: '' };
const input = (change: Partial<Input> = {}): Input => ({
  now: '2026-11-24T14:00:00.000Z',
  language: 'en',
  trigger: alarm,
  takenFrom: null,
  cluster: 'survey',
  services: ['web'],
  policy: 'restore-if-breaking',
  windowMinutes: 120,
  pageForServicesOnly: false,
  ...change,
});
const breaking = { request: request({ migration: 'breaking' }), migrationStartedAt: '2026-11-24T13:10:00.000Z' };
const compatible = { request: request({ migration: 'compatible' }), migrationStartedAt: '2026-11-24T13:10:00.000Z' };
const facts = (...releases: ReturnType<typeof release>[]) => ({
  status: status(),
  releases,
  rollbacks: [],
  running: new Map<string, string>(),
});
const decision = (given: Input, ...releases: ReturnType<typeof release>[]) =>
  decide(given, facts(...releases)).decision;

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

  it('passes over a release that failed before it changed anything: the one before it may be the cause', () => {
    expect(decision(input(), release({ id: 'r2', outcome: 'failed', switched: {} }), release())).toBe('services');
  });

  it('has nothing to undo when the release changed nothing yet, whatever was fenced', () => {
    const begun = release({ outcome: 'running', finishedAt: null, switched: {}, fenced: true });
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
      }).release.behindFence;
    expect(of({})).toEqual({ known: true, total: 0, tables: {} });
    expect(of({ openedAt: '2026-11-24T13:20:00.000Z' })).toBeNull();
    const table = { updated: 0, deleted: 0, relation: 1, file: 1, rows: 5 };
    const at = (inserted: number) =>
      ({ known: true, at: `${inserted}`, since: 's', tables: { answers: { ...table, inserted } } }) as const;
    const point = { ...restorePoint, before: at(5), after: at(7), baseline: at(5) };
    expect(of({ restorePoint: point })).toMatchObject({ known: true, total: 2 });
  });
});

describe('a rollback to an older release', () => {
  const first = release({ id: 'r1', version: '1.0.0', restorePoint: null });
  const second = release({ id: 'r2', version: '2.0.0', switched: { web: 'td:2' }, ...breaking });
  const third = release({ id: 'r3', version: '3.0.0', switched: { worker: 'td:3' } });
  const undo = (to: string, ...releases: ReturnType<typeof release>[]) =>
    decide(input({ trigger: person({ to }) }), { status: status(), releases, rollbacks: [], running: new Map() });

  it('undoes every release since, and returns to the known good of the oldest', () => {
    const { decision: decided, release: undone } = undo('r1', third, second, first);
    expect(decided).toBe('services-and-database');
    expect(undone).toMatchObject({ id: 'r3', undone: ['r3', 'r2'], moved: ['worker', 'web'] });
    expect(undone.restorePoint).toBe(second.restorePoint);
  });

  it('undoes only the newest without it', () => {
    expect(decide(input({ trigger: person() }), facts(third, second, first)).release.undone).toEqual(['r3']);
  });

  it('passes over those that are rolled back already', () => {
    const undone = release({ id: 'r4', outcome: 'rolled-back' });
    expect(undo('r1', undone, third, second, first).release.undone).toEqual(['r3', 'r2']);
  });

  it('does not call a fence held over several releases', () => {
    const fenced = release({ id: 'r2', fenced: true, openedAt: null });
    expect(undo('r1', third, fenced, first).release.behindFence).toBeNull();
  });
});

describe('a service that somebody else deployed since', () => {
  const known = { services: [{ name: 'web', taskDefinition: 'td:1', images: {}, desiredCount: 2 }] };
  const moved = release({ switched: { web: 'td:2' }, knownGood: known as never });
  const frozen: RollbackRecord = {
    ...{
      id: 'b1',
      outcome: 'freeze',
      startedAt: '',
      finishedAt: null,
      execution: '',
      criterion: 'history',
      incident: '',
    },
    ...{ trigger: person(), release: 'r1', quarantined: null, restored: null, work: 'b1' },
    takenFrom: null,
  };
  const running = (
    taskDefinition: string,
    change: Partial<Input> = {},
    incident: string | null = null,
    because: readonly string[] = [],
  ) =>
    decide(input(change), {
      status: status({ incident }),
      releases: [moved],
      rollbacks: incident === null ? [] : [{ ...frozen, incident, because }],
      running: new Map([['web', taskDefinition]]),
    });

  it.each(['td:1', 'td:2'])('is none when it runs %s, which the release or its known good left', (runs) => {
    expect(running(runs).decision).toBe('services');
  });

  it('is not undone by a machine', () => {
    const { decision: decided, because } = running('td:9');
    expect(decided).toBe('freeze');
    expect(because.join(' ')).toContain('service web runs td:9');
  });

  it('is undone by a person who was told of it and names the incident, and only by that one', () => {
    const { because } = running('td:9', { trigger: person() });
    const naming = (taskDefinition: string, told: readonly string[]) =>
      running(taskDefinition, { trigger: person({ incident: 'i1' }) }, 'i1', told);
    expect(naming('td:9', []).decision).toBe('freeze');
    expect(naming('td:10', because).decision).toBe('freeze');
    const knowing = naming('td:9', because);
    expect(knowing.decision).toBe('services');
    expect(knowing.release.accepts).toEqual({ web: ['td:1', 'td:2', 'td:9'] });
  });
});

describe('a person who reopens as it is', () => {
  const moving = { changes: [{ service: 'web', image: 'i' }] };
  const reopen = (of: ReturnType<typeof release>, web: string) =>
    decide(input({ trigger: person({ decision: 'reopen' }) }), { ...facts(of), running: new Map([['web', web]]) });
  const migrated = (switched: Record<string, string>) =>
    release({
      ...breaking,
      switched,
      request: request({ migration: 'breaking', ...moving }),
    });

  it('gets the new version on its migrated database', () => {
    expect(reopen(migrated({ web: 'td:2' }), 'td:2').decision).toBe('reopen');
  });

  it('never gets the old version on a database it was not verified with', () => {
    for (const of of [reopen(migrated({}), 'td:1'), reopen(migrated({ web: 'td:2' }), 'td:1')]) {
      expect(of.decision).toBe('freeze');
      expect(of.because.join()).toContain('web still run the old version');
    }
  });

  it('gets anything that was not migrated, or migrated compatibly', () => {
    const compatibly = release({
      ...compatible,
      request: request({ migration: 'compatible', ...moving }),
      switched: {},
    });
    expect(reopen(compatibly, 'td:1').decision).toBe('reopen');
    expect(reopen(release({ switched: {} }), 'td:1').decision).toBe('reopen');
  });

  it('is told which services are without the new version when others have it', () => {
    const both = [
      { service: 'web', image: 'i' },
      { service: 'worker', image: 'i' },
    ];
    const between = release({ request: request({ changes: both }), switched: { web: 'td:2' } });
    const { decision, because } = reopen(between, 'td:2');
    expect(decision).toBe('reopen');
    expect(because).toContain('services run different versions: worker without the new one');
    const neither = reopen(release({ request: request({ changes: both }), switched: {} }), 'td:1');
    expect(neither.because.join()).not.toContain('different versions');
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
    expect(escalation(event, found, record, rollbackExists, 'begun')).toMatchObject(expected);
  });

  it('tells of a rollback that could not begin (nobody sees an alarm’s rollback fail), but not of a refused one', () => {
    const other = status({ holder: 'arn:other' });
    const of = (error: string, recorded: 'nothing' | 'begun' = 'nothing') => {
      const event = ended('rollback');
      return escalation({ ...event, detail: { ...event.detail, error } }, other, undefined, false, recorded);
    };
    expect(of('AccessDeniedException')).toMatchObject({ kind: 'tell', stage: 'not-begun' });
    for (const error of ['RequestRefused', 'LockBusy', 'LockLost']) expect(of(error).kind).toBe('silent');
    // It was taken over since.
    expect(of('AccessDeniedException', 'begun').kind).toBe('silent');
  });

  it.each(['release', 'rollback'] as const)(
    'tells of a %s that was cut off after it had closed: its report is missing',
    (kind) => {
      const open = status({ holder: null });
      const stopped = ended(kind, 'ABORTED');
      expect(escalation(stopped, open, undefined, false, 'closed')).toMatchObject({ kind: 'tell', stage: 'closed' });
      expect(escalation(stopped, open, undefined, false, 'begun').kind).toBe('silent');
    },
  );

  it('tells of a settling that ended badly, which never holds the environment', () => {
    const event = ended('release');
    const settle = { ...event, detail: { ...event.detail, stateMachineArn: 'arn:stateMachine:knowngood-x-settle' } };
    expect(escalation(settle, holding, undefined, false, 'nothing')).toMatchObject({ kind: 'tell', work: 'settle' });
  });
});
