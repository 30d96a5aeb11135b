import type { DBInstance } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { instanceName, meaning } from '../../../../lambdas/database/restore-database/request.ts';
import { snapshotRestore } from '../../../../lambdas/database/restore-points/snapshot.ts';
import { settingsOf } from '../../../../lambdas/database/settings.ts';
import { restorePoint } from '../../records.ts';
import { liveInstance } from '../../stub/rds.ts';

describe('names', () => {
  it.each([
    ['a', 0],
    ['a-very-long-identifier-of-forty-characters', 3],
  ])('of restored instances are valid RDS names (%s)', (instance, attempt) => {
    const name = instanceName(instance, '20261124141000-33445566', attempt);
    expect(name).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    expect(name.startsWith(instance.slice(0, 30))).toBe(true);
    expect(instanceName(instance, '20261124141000-33445566', attempt + 1)).not.toBe(name);
  });
});

describe('the storage of a restored instance', () => {
  const restored = (storage: DBInstance) => {
    const settings = settingsOf(liveInstance(storage));
    const { StorageType, Iops, StorageThroughput } = snapshotRestore({ restorePoint, settings }, 'survey-kg-1', []);
    return { StorageType, Iops, StorageThroughput };
  };

  it.each([
    ['io1, which RDS refuses without', { StorageType: 'io1', Iops: 1_000 }],
    ['io2', { StorageType: 'io2', Iops: 64_000 }],
    ['gp3 above its baseline', { StorageType: 'gp3', Iops: 3_001, StorageThroughput: 250 }],
    ['gp3 of a large volume, whose baseline is more', { StorageType: 'gp3', Iops: 12_000, StorageThroughput: 500 }],
  ])('has the IOPS and the throughput that were provisioned: %s', (_what, storage) => {
    expect(restored(storage)).toEqual({ StorageThroughput: undefined, ...storage });
  });

  it.each([
    [
      'gp3 at its baseline, which RDS refuses to be asked for',
      { StorageType: 'gp3', Iops: 3_000, StorageThroughput: 125 },
    ],
    ['gp3 of which nothing is described', { StorageType: 'gp3' }],
    ['gp2, where none is provisioned', { StorageType: 'gp2', Iops: 300 }],
    ['magnetic storage', { StorageType: 'standard' }],
  ])('is asked for without them: %s', (_what, storage) => {
    expect(restored(storage)).toEqual({
      StorageType: storage.StorageType,
      Iops: undefined,
      StorageThroughput: undefined,
    });
  });

  it('has no throughput of its own where the type takes none', () => {
    expect(restored({ StorageType: 'io1', Iops: 1_000, StorageThroughput: 0 })).toMatchObject({
      Iops: 1_000,
      StorageThroughput: undefined,
    });
  });

  it('is asked for nothing where nothing is known of it', () => {
    expect(restored({})).toEqual({ StorageType: undefined, Iops: undefined, StorageThroughput: undefined });
  });
});

describe('an instance that has the name of a restore', () => {
  const tags = (work: string, snapshot: string) => [
    { Key: 'knowngood:work', Value: work },
    { Key: 'knowngood:restore-point', Value: snapshot },
  ];
  it.each([
    ['ours', tags('w', 's'), 'creating'],
    ['dead', tags('w', 's'), 'restore-error'],
    ['other', tags('w', 'another'), 'available'],
    ['foreign', tags('x', 's'), 'available'],
    ['foreign', [], 'available'],
  ] as const)('is %s by its tags and status', (means, TagList, DBInstanceStatus) => {
    expect(meaning({ TagList: [...TagList], DBInstanceStatus }, 'w', 's')).toBe(means);
  });
});
