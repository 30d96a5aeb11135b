import { describe, expect, it } from 'vitest';
import { WITHOUT_PURPOSE } from '../../../../lambdas/model/errors.ts';
import { escalation } from '../../../../lambdas/people/escalate/decide.ts';
import { release, status } from '../../records.ts';

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

  it.each(['begun', 'closed'] as const)('calls nobody for one that ended without its purpose, %s', (recorded) => {
    const event = ended('rollback');
    const of = (error: string, found: ReturnType<typeof status>) =>
      escalation({ ...event, detail: { ...event.detail, error } }, found, undefined, false, recorded).kind;
    for (const error of WITHOUT_PURPOSE) {
      expect(of(error, status({ status: 'frozen', holder: null }))).toBe('silent');
      expect(of(error, status({ holder: 'arn:e' }))).toBe('silent');
    }
    // Another failure after the work was closed does call: its report is missing.
    expect(of('States.Runtime', status({ holder: 'arn:e' }))).toBe('tell');
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
    const told = { kind: 'tell', work: 'settle', stage: 'closed', startRollback: false };
    expect(escalation(settle, holding, release(), false, 'nothing')).toEqual(told);
  });

  it('tells of a backup drill that was cut off, and calls nobody for one that has told how it went', () => {
    const event = ended('release', 'ABORTED');
    const drill = {
      ...event,
      detail: { ...event.detail, stateMachineArn: 'arn:stateMachine:knowngood-x-backup-drill' },
    };
    const told = { kind: 'tell', work: 'backup-drill', stage: 'closed', startRollback: false };
    expect(escalation(drill, holding, release(), false, 'nothing')).toEqual(told);
    const failed = { ...drill, detail: { ...drill.detail, error: 'BackupDrillFailed' } };
    expect(escalation(failed, holding, release(), false, 'nothing').kind).toBe('silent');
  });

  it('starts a rollback for nothing but a release that holds the environment and is on record', () => {
    const tells = (work: 'release' | 'rollback', stage: 'not-begun' | 'holding' | 'closed') => ({
      ...{ kind: 'tell', work, stage, startRollback: false },
    });
    const other = status({ holder: 'arn:other' });
    expect(escalation(ended('release'), holding, undefined, false, 'begun')).toEqual(tells('release', 'holding'));
    expect(escalation(ended('rollback'), holding, release(), false, 'begun')).toEqual(tells('rollback', 'holding'));
    expect(escalation(ended('release'), other, release(), false, 'closed')).toEqual(tells('release', 'closed'));
    expect(escalation(ended('rollback'), other, release(), false, 'nothing')).toEqual(tells('rollback', 'not-begun'));
  });

  it('says nothing of a release that never held the environment, nor of a rollback that a person stopped before', () => {
    const other = status({ holder: 'arn:other' });
    const silent = { kind: 'silent', why: 'it does not hold the environment: refused, or taken over' };
    expect(escalation(ended('release'), other, undefined, false, 'nothing')).toEqual(silent);
    expect(escalation(ended('rollback', 'ABORTED'), other, undefined, false, 'nothing')).toEqual(silent);
    expect(escalation(ended('release'), holding, release(), true, 'begun')).toEqual({
      ...{ kind: 'silent', why: 'its rollback has begun and tells' },
    });
  });
});
