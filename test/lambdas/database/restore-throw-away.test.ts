import '../stub/before-handlers.ts';
import { InsufficientDBInstanceCapacityFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/restore-throw-away/handler.ts';
import { pointInTime, restorePoint, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { DRILL, drilled, THROW_AWAY, throwAway } from './drilled.ts';

const input = { work: DRILL, instance: 'survey', drilled };
let databases: Databases;
const prepare = async () => {
  databases = new Databases([liveInstance()]);
  databases.play();
  await ledger.put('status', status());
};
beforeEach(prepare);

describe('restore-throw-away', () => {
  it('restores the snapshot under a name of its own, tagged as a drill’s, and nothing of others’ tags', async () => {
    expect(await handler(input)).toEqual({ instance: THROW_AWAY });
    expect(aws.inputs('rds:RestoreDBInstanceFromDBSnapshot')).toMatchObject([
      {
        ...{ DBInstanceIdentifier: THROW_AWAY, DBSnapshotIdentifier: restorePoint.snapshot },
        ...{ PubliclyAccessible: false, DeletionProtection: false, BackupRetentionPeriod: 0, MultiAZ: false },
        Tags: throwAway().TagList,
      },
    ]);
    expect(THROW_AWAY.startsWith('survey-kg-')).toBe(false);
  });

  it('restores a point in time of the very instance it was recorded of', async () => {
    await handler({ ...input, drilled: { ...drilled, point: pointInTime } });
    expect(aws.inputs('rds:RestoreDBInstanceToPointInTime')).toMatchObject([
      { TargetDBInstanceIdentifier: THROW_AWAY, SourceDbiResourceId: 'db-1' },
    ]);
  });

  it('gives way to a rollback that has begun, whether its database is there yet or not', async () => {
    await ledger.put('status', status({ status: 'rolling-back' }));
    await expect(handler(input)).rejects.toMatchObject({ name: 'GaveWay' });
    databases.instances.push(throwAway());
    await expect(handler(input)).rejects.toMatchObject({ name: 'GaveWay' });
    expect(aws.called()).toEqual([]);
  });

  it('goes on beside a release', async () => {
    await ledger.put('status', status({ status: 'releasing' }));
    expect(await handler(input)).toEqual({ instance: THROW_AWAY });
  });

  it('leaves alone what has its name and is not its own', async () => {
    databases.instances.push(throwAway({ TagList: [] }));
    await expect(handler(input)).rejects.toMatchObject({ name: 'NotAThrowAway', message: /left alone/ });
  });

  it('ends with a database that will never answer', async () => {
    databases.instances.push(throwAway({ DBInstanceStatus: 'incompatible-restore' }));
    await expect(handler(input)).rejects.toMatchObject({ name: 'NotAThrowAway', message: /incompatible-restore/ });
  });

  it('leaves the zone to RDS where that of the original has no capacity', async () => {
    let tried = 0;
    const restore = (asked: { AvailabilityZone?: string | undefined }) => {
      tried++;
      if (asked.AvailabilityZone !== undefined)
        throw new InsufficientDBInstanceCapacityFault({ message: 'no capacity', $metadata: {} });
      return {};
    };
    aws.on('rds', { RestoreDBInstanceFromDBSnapshot: restore });
    await handler({
      ...input,
      drilled: { ...drilled, settings: { ...drilled.settings, availabilityZone: 'sa-east-1a' } },
    });
    expect(tried).toBe(2);
  });
});

everyCall({
  prepare,
  run: () => handler(input),
  left: () => databases.instances,
  calls: ['dynamodb:GetItem', 'rds:DescribeDBInstances', 'rds:RestoreDBInstanceFromDBSnapshot'],
});
