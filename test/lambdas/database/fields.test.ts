import {
  type DBInstance,
  DBInstance$,
  ModifyDBInstanceMessage$,
  RestoreDBInstanceFromDBSnapshotMessage$,
  RestoreDBInstanceToPointInTimeMessage$,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { owedChanges } from '../../../lambdas/database/apply-owed-setting/owed.ts';
import { differencesOf } from '../../../lambdas/database/differences.ts';
import { INSTANCE_FIELDS, type Sorting } from '../../../lambdas/database/fields.ts';
import { MODIFY_PARAMETERS, RESTORE_PARAMETERS } from '../../../lambdas/database/request-parameters.ts';
import { pointInTimeRestore } from '../../../lambdas/database/restore-points/point-in-time.ts';
import { snapshotRestore } from '../../../lambdas/database/restore-points/snapshot.ts';
import { settingsOf } from '../../../lambdas/database/settings.ts';
import { pointInTime, restorePoint } from '../records.ts';

/** The members of a structure as the SDK itself serializes it: types alone would not notice a newer client. */
const membersOf = (schema: unknown): string[] => (schema as readonly [number, string, string, number, string[]])[4];

describe('every field', () => {
  it('of an instance that the SDK knows is sorted, and no other', () => {
    expect(Object.keys(INSTANCE_FIELDS).sort()).toEqual(membersOf(DBInstance$).toSorted());
  });
  it('of the restores is given or not, with the reason', () => {
    const members = [RestoreDBInstanceFromDBSnapshotMessage$, RestoreDBInstanceToPointInTimeMessage$].flatMap(
      membersOf,
    );
    expect(Object.keys(RESTORE_PARAMETERS).sort()).toEqual([...new Set(members)].sort());
  });
  it('of a change is given or not, with the reason', () => {
    expect(Object.keys(MODIFY_PARAMETERS).sort()).toEqual(membersOf(ModifyDBInstanceMessage$).toSorted());
  });
});

/** An instance that says everything, and what each field would be otherwise. */
const EVERYTHING = {
  DBInstanceClass: ['db.m7g.large', 'db.m7g.xlarge'],
  DBSubnetGroup: [{ DBSubnetGroupName: 'a' }, { DBSubnetGroupName: 'b' }],
  VpcSecurityGroups: [[{ VpcSecurityGroupId: 'sg-1' }], [{ VpcSecurityGroupId: 'sg-2' }]],
  DBParameterGroups: [[{ DBParameterGroupName: 'a' }], [{ DBParameterGroupName: 'b' }]],
  OptionGroupMemberships: [[{ OptionGroupName: 'a' }], [{ OptionGroupName: 'b' }]],
  MultiAZ: [false, true],
  AvailabilityZone: ['sa-east-1a', 'sa-east-1b'],
  StorageType: ['gp3', 'io2'],
  Iops: [12_000, 13_000],
  StorageThroughput: [500, 600],
  DedicatedLogVolume: [true, false],
  PubliclyAccessible: [false, true],
  AutoMinorVersionUpgrade: [true, false],
  IAMDatabaseAuthenticationEnabled: [true, false],
  DeletionProtection: [true, false],
  CopyTagsToSnapshot: [true, false],
  EnabledCloudwatchLogsExports: [['postgresql'], ['upgrade']],
  CACertificateIdentifier: ['rds-ca-rsa2048-g1', 'rds-ca-ecc384-g1'],
  NetworkType: ['IPV4', 'DUAL'],
  BackupRetentionPeriod: [7, 14],
  PreferredBackupWindow: ['03:00-03:30', '04:00-04:30'],
  EngineLifecycleSupport: ['open-source-rds-extended-support', 'open-source-rds-extended-support-disabled'],
  TagList: [[{ Key: 'team', Value: 'a' }], [{ Key: 'team', Value: 'b' }]],
  PreferredMaintenanceWindow: ['sun:05:00-sun:05:30', 'mon:05:00-mon:05:30'],
  MaxAllocatedStorage: [1_000, 2_000],
  MonitoringInterval: [60, 30],
  MonitoringRoleArn: ['arn:monitoring', 'arn:other'],
  PerformanceInsightsEnabled: [true, false],
  PerformanceInsightsKMSKeyId: ['arn:key', 'arn:other'],
  PerformanceInsightsRetentionPeriod: [465, 731],
  DatabaseInsightsMode: ['advanced', 'standard'],
  AssociatedRoles: [[{ FeatureName: 's3Import', RoleArn: 'arn:a' }], []],
} as const;
const original = Object.fromEntries(Object.entries(EVERYTHING).map(([field, [value]]) => [field, value])) as DBInstance;
const SORTED = Object.entries(INSTANCE_FIELDS) as [keyof DBInstance, Sorting][];
const sortedAs = (sorting: Sorting) => SORTED.flatMap(([field, is]) => (is === sorting ? [field] : []));
const otherwise = (field: keyof DBInstance): DBInstance => ({
  ...original,
  [field]: (EVERYTHING as Partial<Record<keyof DBInstance, readonly unknown[]>>)[field]?.[1] ?? 'another',
});
const requested = (db: DBInstance) =>
  JSON.stringify(snapshotRestore({ restorePoint, settings: settingsOf(db) }, 'survey-kg-1', []));
const told = (found: DBInstance) => differencesOf(settingsOf(found), settingsOf(original));
/** What Settle would ask for to give a restored instance with nothing of it what the original has. */
const applied = (db: DBInstance) => JSON.stringify(owedChanges(settingsOf({}), settingsOf(db)));

describe('a field that is', () => {
  it.each(sortedAs('passed'))(
    'passed changes the request, is told where it differs, and is no change of Settle: %s',
    (field) => {
      expect(requested(otherwise(field))).not.toBe(requested(original));
      expect(told(otherwise(field))).not.toEqual([]);
      // Settle gives a standby its protection, which every other restore has passed.
      if (field !== 'TagList' && field !== 'DeletionProtection')
        expect(applied(otherwise(field))).toBe(applied(original));
    },
  );
  it.each(sortedAs('applied later'))(
    'applied later changes what Settle asks for, is told, and is not in the request: %s',
    (field) => {
      expect(applied(otherwise(field))).not.toBe(applied(original));
      expect(told(otherwise(field))).not.toEqual([]);
      expect(requested(otherwise(field))).toBe(requested(original));
    },
  );
  it.each(sortedAs('compared'))('compared is told where it differs, and given to nobody: %s', (field) => {
    expect(told(otherwise(field))).toHaveLength(1);
    expect(requested(otherwise(field))).toBe(requested(original));
    expect(applied(otherwise(field))).toBe(applied(original));
  });
  it.each(SORTED.flatMap(([field, sorting]) => (typeof sorting === 'object' ? [field] : [])))(
    'of no matter changes nothing: %s',
    (field) => {
      expect(told(otherwise(field))).toEqual([]);
      expect(requested(otherwise(field))).toBe(requested(original));
      expect(applied(otherwise(field))).toBe(applied(original));
    },
  );
});

const given = (parameters: object) =>
  Object.entries(parameters).flatMap(([name, how]) => (how === 'given' ? [name] : []));

it.each([
  ['of a snapshot', RestoreDBInstanceFromDBSnapshotMessage$, snapshotRestore, restorePoint],
  ['of a point in time', RestoreDBInstanceToPointInTimeMessage$, pointInTimeRestore, pointInTime],
] as const)(
  'the restore %s gives each parameter that is said to be given, and no other',
  (_what, message, ask, point) => {
    const full = [original, { ...original, MultiAZ: true }].flatMap((db) =>
      Object.keys(ask({ restorePoint: point, settings: settingsOf(db) } as never, 'survey-kg-1', [])),
    );
    const taken = new Set(membersOf(message));
    expect([...new Set(full)].sort()).toEqual(
      given(RESTORE_PARAMETERS)
        .filter((name) => taken.has(name))
        .sort(),
    );
  },
);

it('the changes of Settle give each parameter that is said to be given, and no other', () => {
  const asked = owedChanges(settingsOf({}), settingsOf(original)).flatMap((owed) =>
    'modify' in owed ? Object.keys(owed.modify) : [],
  );
  expect([...asked, 'DBInstanceIdentifier', 'ApplyImmediately'].sort()).toEqual(given(MODIFY_PARAMETERS).sort());
});
