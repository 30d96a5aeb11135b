import type { DBInstance } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { couldRestore, nameOfPoint, neededMode } from '../../../../lambdas/database/restore-points/mode.ts';
import { pointInTime, restorePoint } from '../../records.ts';
import { liveInstance } from '../../stub/rds.ts';

describe('whether a policy may lead to a restore', () => {
  it.each([
    ['restore', 'none', true],
    ['restore-if-breaking', 'none', false],
    ['restore-if-breaking', 'compatible', false],
    ['restore-if-breaking', 'breaking', true],
    ['ask', 'none', false],
    ['ask', 'compatible', true],
    ['keep', 'compatible', false],
    ['keep', 'breaking', true],
  ] as const)('%s, after a migration %s: %s', (policy, migration, could) => {
    expect(couldRestore(migration, policy)).toBe(could);
  });
});

describe('the restore point that a release needs', () => {
  const backedUp: DBInstance = { BackupRetentionPeriod: 7, LatestRestorableTime: new Date('2026-11-24T12:55:00.000Z') };
  const off: DBInstance = { BackupRetentionPeriod: 0 };
  const first: DBInstance = { BackupRetentionPeriod: 7, LatestRestorableTime: undefined };
  const need = (migration: 'none' | 'compatible' | 'breaking', db: DBInstance, canSnapshot = true) =>
    neededMode({ migration }, 'restore-if-breaking', liveInstance(db), canSnapshot);

  it.each([
    ['is a snapshot where the policy could restore it', 'breaking', backedUp, true, 'snapshot'],
    ['is a snapshot also during a backup, which is waited for', 'breaking', first, false, 'snapshot'],
    ['is a point in time where it could not', 'none', backedUp, true, 'point-in-time'],
    [
      'is a point in time of a compatible migration too, and during a backup',
      'compatible',
      backedUp,
      false,
      'point-in-time',
    ],
  ] as const)('%s', (_what, migration, db, canSnapshot, mode) => {
    expect(need(migration, db, canSnapshot)).toEqual({ mode, warnings: [] });
  });

  it.each([
    [
      'backups are off',
      off,
      true,
      'snapshot',
      /are off \(BackupRetentionPeriod 0\): the release makes a snapshot instead/,
    ],
    ['RDS names no time yet', first, true, 'snapshot', /hold no time to restore to yet: the release makes a snapshot/],
    [
      'the first backup runs',
      first,
      false,
      'none',
      /records no restore point, and a rollback of it cannot take the database/,
    ],
  ] as const)('is told where it is less: %s', (_what, db, canSnapshot, mode, told) => {
    expect(need('none', db, canSnapshot)).toEqual({ mode, warnings: [expect.stringMatching(told)] });
  });

  it('is another by another policy', () => {
    expect(neededMode({ migration: 'none' }, 'restore', liveInstance(backedUp), true).mode).toBe('snapshot');
    expect(neededMode({ migration: 'compatible' }, 'ask', liveInstance(backedUp), true).mode).toBe('snapshot');
    expect(neededMode({ migration: 'none' }, 'ask', liveInstance(backedUp), true).mode).toBe('point-in-time');
  });
});

it('a restore point has a name that a tag of AWS can hold', () => {
  expect(nameOfPoint(restorePoint)).toBe('survey-kg-restore-point-r1');
  expect(nameOfPoint(pointInTime)).toMatch(/^db-1@2026-11-24T13:05:00\.250Z$/);
});
