import '../stub/before-handlers.ts';
import { type DBInstance, InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/apply-owed-setting/contract.ts';
import { handler } from '../../../lambdas/database/apply-owed-setting/handler.ts';
import { settingsOf } from '../../../lambdas/database/settings.ts';
import type { Attempts } from '../../../lambdas/model/settling.ts';
import { NOT_WARMED } from '../../../lambdas/model/warmth.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { Databases, liveInstance } from '../stub/rds.ts';

const ROLE = { FeatureName: 's3Import', RoleArn: 'arn:s3-import', Status: 'ACTIVE' };
/** What the replaced instance had, and no restore takes. */
const OWED: DBInstance = {
  MaxAllocatedStorage: 500,
  PreferredMaintenanceWindow: 'sun:05:00-sun:05:30',
  MonitoringInterval: 60,
  MonitoringRoleArn: 'arn:monitoring',
  PerformanceInsightsEnabled: true,
  PerformanceInsightsRetentionPeriod: 465,
  DatabaseInsightsMode: 'advanced',
  AssociatedRoles: [ROLE],
};
const NONE: Attempts = { tried: [], refused: [] };
const input = (attempts: Attempts = NONE, owed = OWED): Input => ({
  settling: {
    warmth: NOT_WARMED,
    ...{ rollback: 'rb1', work: 'rb1', instance: 'survey-kg-1', safetySnapshot: null, changed: [] },
    settings: settingsOf(liveInstance(owed)),
  },
  attempts,
});

let databases: Databases;
const prepare = (change: DBInstance = {}) => {
  databases = new Databases([
    liveInstance({ DBInstanceIdentifier: 'survey-kg-1', DBInstanceArn: 'arn:rds:db:survey-kg-1', ...change }),
  ]);
  databases.play();
};
beforeEach(() => prepare());

describe('apply-owed-setting', () => {
  it('asked until nothing is owed, gives the instance what the replaced one had: each change once, roles last', async () => {
    let attempts = NONE;
    for (let n = 0; n < 10; n++) attempts = await handler(input(attempts));
    expect(attempts).toEqual({
      tried: ['storage-growth', 'maintenance-window', 'monitoring', 'insights']
        .map((change) => ({ change, of: '' }))
        .concat({ change: 'associated-role', of: 's3Import' }),
      refused: [],
    });
    expect(settingsOf(databases.instances[0] ?? {})).toEqual(input().settling.settings);
    expect(aws.inputs('rds:ModifyDBInstance').every(({ ApplyImmediately }) => ApplyImmediately === true)).toBe(true);
  });

  it('a refused change is told with its cause and not asked for again; the next one is', async () => {
    aws.fails('rds:ModifyDBInstance', denied);
    const attempts = await handler(input(NONE, { MonitoringInterval: 60, MonitoringRoleArn: 'arn:monitoring' }));
    expect(attempts).toEqual({
      tried: [],
      refused: [{ change: 'monitoring', of: '', cause: expect.stringMatching(/denied|not authorized/i) }],
    });
    const next = await handler(
      input(attempts, { MonitoringInterval: 60, MonitoringRoleArn: 'arn:monitoring', AssociatedRoles: [ROLE] }),
    );
    expect(next.tried).toEqual([{ change: 'associated-role', of: 's3Import' }]);
  });

  it('during a backup or a change nothing is counted as tried: the workflow looks again', async () => {
    aws.on('rds', {
      ModifyDBInstance: () => {
        throw new InvalidDBInstanceStateFault({ message: 'not in the available state', $metadata: {} });
      },
    });
    expect(await handler(input(NONE, { MaxAllocatedStorage: 500 }))).toEqual(NONE);
  });

  it('a change that RDS accepts and never makes is asked for three times', async () => {
    aws.on('rds', { ModifyDBInstance: () => ({ DBInstance: {} }) });
    let attempts = NONE;
    for (let n = 0; n < 6; n++) attempts = await handler(input(attempts, { MaxAllocatedStorage: 500 }));
    expect(attempts.tried).toHaveLength(3);
  });

  it('of an instance that is gone, and of one that has everything, it asks for nothing', async () => {
    prepare({ DBInstanceIdentifier: 'other' });
    expect(await handler(input())).toEqual(NONE);
    prepare(OWED);
    expect(await handler(input())).toEqual(NONE);
    expect(aws.calls.map(({ operation }) => operation)).not.toContain('rds:ModifyDBInstance');
  });

  it('takes a role that is there already for its own', async () => {
    prepare({ ...OWED, AssociatedRoles: [{ ...ROLE, FeatureName: 'other' }] });
    expect(await handler(input())).toMatchObject({
      tried: [{ change: 'associated-role', of: 's3Import' }],
      refused: [],
    });
  });
});

describe.each([
  ['a change of the instance', { MaxAllocatedStorage: 500 }, 'rds:ModifyDBInstance'],
  ['a role', { AssociatedRoles: [ROLE] }, 'rds:AddRoleToDBInstance'],
] as const)('apply-owed-setting of %s', (_what, owed, call) => {
  // The answer counts the tries; what counts is what the instance has.
  everyCall({
    prepare: () => prepare(),
    run: async () => void (await handler(input(NONE, owed as DBInstance))),
    calls: ['rds:DescribeDBInstances', call],
    left: () => databases.instances,
  });
});
