import type { AccountQuota, DBInstance } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { backupAhead, restoreProblems } from '../../../../lambdas/environment/inspect-environment/restore-problems.ts';
import { STALE, type Stale } from '../../../../lambdas/model/environment.ts';
import type { Migration } from '../../../../lambdas/model/release.ts';
import { liveInstance } from '../../stub/rds.ts';

const NOON = '2026-11-24T12:00:00.000Z';
const WELL = { quotas: [], versionOffered: true, proxies: [] };
const asked = (migration: Migration = 'breaking', acceptStale: readonly Stale[] = []) => ({
  release: { migration, fenced: migration === 'breaking' },
  policy: 'restore-if-breaking' as const,
  acceptStale,
  now: NOON,
});

describe('what a restore needs', () => {
  const quota = (AccountQuotaName: string, Used: number, Max: number): AccountQuota => ({
    AccountQuotaName,
    Used,
    Max,
  });
  it.each([
    ['manual snapshots', quota('ManualSnapshots', 99, 100), /99 of at most 100 manual snapshots.*room for 3 more/],
    ['instances', quota('DBInstances', 40, 40), /40 of at most 40 database instances.*room for 1 more/],
    ['storage', quota('AllocatedStorage', 99_700, 100_000), /99700 of at most 100000 GiB.*room for 500 more/],
  ])('room for %s', (_what, full, told) => {
    const db = liveInstance({ AllocatedStorage: 500 });
    expect(restoreProblems(asked(), db, { ...WELL, quotas: [full] }).problems).toEqual([expect.stringMatching(told)]);
    const room = { ...full, Used: 0 };
    expect(restoreProblems(asked(), db, { ...WELL, quotas: [room] }).problems).toEqual([]);
  });

  it('a quota that RDS does not tell stops nothing', () => {
    expect(
      restoreProblems(asked(), liveInstance(), { ...WELL, quotas: [{ AccountQuotaName: 'DBInstances' }] }).problems,
    ).toEqual([]);
  });

  it('room for instances is a warning where no policy restores; room for the snapshot is not, where one is made', () => {
    const full = [quota('ManualSnapshots', 100, 100), quota('DBInstances', 40, 40)];
    const { problems, warnings } = restoreProblems(asked('compatible'), liveInstance({ BackupRetentionPeriod: 0 }), {
      ...WELL,
      quotas: full,
    });
    expect(problems).toEqual([expect.stringMatching(/manual snapshots/)]);
    expect(restoreProblems(asked('compatible'), liveInstance(), { ...WELL, quotas: full }).problems).toEqual([]);
    expect(warnings.slice(1)).toEqual([
      expect.stringMatching(/^a restore would fail or fall short: .*database instances/),
    ]);
  });

  it('a version that RDS offers', () => {
    const { problems } = restoreProblems(asked(), liveInstance(), { ...WELL, versionOffered: false });
    expect(problems).toEqual([expect.stringMatching(/no longer makes instances of PostgreSQL 17\.4/)]);
  });
});

describe('what a restore leaves behind', () => {
  it.each<[Stale, DBInstance, readonly string[], RegExp]>([
    ['read-replicas', { ReadReplicaDBInstanceIdentifiers: ['reports'] }, [], /read replicas \(reports\)/],
    ['read-replicas', { ReadReplicaDBClusterIdentifiers: ['cluster'] }, [], /read replicas \(cluster\)/],
    ['proxies', {}, ['pool'], /proxies \(pool\)/],
    ['managed-password', { MasterUserSecret: { SecretStatus: 'active' } }, [], /manages its master password/],
    ['iam-authentication', { IAMDatabaseAuthenticationEnabled: true }, [], /rds-db:connect/],
    ['directory', { DomainMemberships: [{ Domain: 'd-1' }] }, [], /in a directory/],
  ])(
    '%s refuses a release that could be rolled back with the database, unless it is accepted',
    (kind, change, proxies, told) => {
      const db = liveInstance(change);
      const rds = { ...WELL, proxies };
      expect(restoreProblems(asked(), db, rds).problems).toEqual([expect.stringMatching(told)]);
      expect(restoreProblems(asked('breaking', [kind]), db, rds).problems).toEqual([]);
      const others = STALE.filter((other) => other !== kind);
      expect(restoreProblems(asked('breaking', others), db, rds).problems).toHaveLength(1);
      const without = restoreProblems(asked('none'), db, rds);
      expect([without.problems.length, without.warnings.length]).toEqual([0, 1]);
    },
  );

  it('changes that wait for the maintenance window are told', () => {
    const db = liveInstance({ PendingModifiedValues: { MultiAZ: true, DBInstanceClass: 'db.m7g.large' } });
    expect(restoreProblems(asked(), db, WELL)).toMatchObject({
      problems: [],
      warnings: [expect.stringMatching(/\(DBInstanceClass, MultiAZ\)/)],
    });
  });
});

describe('the daily backup', () => {
  const ahead = (time: string, PreferredBackupWindow?: string, BackupRetentionPeriod = 7) =>
    backupAhead(`2026-11-24T${time}:00.000Z`, { PreferredBackupWindow, BackupRetentionPeriod });
  it.each([
    ['well before it', '01:59', '03:00-03:30', undefined],
    ['within the hour before it', '02:00', '03:00-03:30', /begins in 60 min \(03:00-03:30 UTC\)/],
    ['in it', '03:10', '03:00-03:30', /may run now/],
    ['after it', '03:30', '03:00-03:30', undefined],
    ['before one after midnight', '23:45', '00:15-00:45', /begins in 30 min/],
    ['in one over midnight', '00:10', '23:50-00:20', /may run now/],
    ['before one over midnight', '23:20', '23:50-00:20', /begins in 30 min/],
    ['after one over midnight', '00:20', '23:50-00:20', undefined],
    ['whose window nobody knows', '03:10', undefined, undefined],
  ] as const)('keeps a fenced release from beginning %s, or does not', (_what, time, window, told) => {
    expect(ahead(time, window)).toEqual(told === undefined ? [] : [expect.stringMatching(told)]);
  });
  it('that is switched off does not', () => {
    expect(ahead('03:10', '03:00-03:30', 0)).toEqual([]);
  });
  it('does not keep a release that is not fenced', () => {
    const db = liveInstance({ PreferredBackupWindow: '12:10-12:40', BackupRetentionPeriod: 7 });
    expect(restoreProblems(asked('breaking'), db, WELL).problems).toHaveLength(1);
    expect(restoreProblems(asked('compatible'), db, WELL).problems).toEqual([]);
  });
});
