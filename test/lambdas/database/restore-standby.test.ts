import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/restore-standby/handler.ts';
import { NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { told } from '../stub/told.ts';
import { order, STANDBY, standbyInstance, standbyTags } from './standby.ts';

const input = { now: NOW, order, instance: 'survey' };
let databases: Databases;
const prepare = async (held = status({ status: 'releasing', work: 'r1' }), ended = false) => {
  databases = new Databases([liveInstance({ DeletionProtection: true })]);
  databases.play();
  await ledger.put('status', held);
  await ledger.put('release#r1', { ...release({ id: 'r1', outcome: ended ? 'good' : 'running' }) });
};
beforeEach(() => prepare());

describe('restore-standby', () => {
  it('restores the snapshot beside the live instance, with its own tags, without protection', async () => {
    expect(await handler(input)).toEqual({ instance: STANDBY });
    expect(aws.inputs('rds:RestoreDBInstanceFromDBSnapshot')).toMatchObject([
      {
        ...{ DBInstanceIdentifier: STANDBY, DBSnapshotIdentifier: order.restorePoint.snapshot },
        ...{ DBInstanceClass: 'db.t4g.medium', DeletionProtection: false, Tags: standbyTags() },
      },
    ]);
    expect(await ledger.read('release#r1')).toMatchObject({
      standby: { instance: STANDBY, since: NOW, proof: null, failed: null, settings: { deletionProtection: true } },
    });
  });

  it('makes none for a release that has ended, or lost the environment', async () => {
    await prepare(status({ status: 'rolling-back', work: 'b1' }));
    expect(await handler(input)).toEqual({ instance: null });
    await prepare(status({ status: 'releasing', work: 'r1' }), true);
    expect(await handler(input)).toEqual({ instance: null });
    expect(aws.inputs('rds:RestoreDBInstanceFromDBSnapshot')).toEqual([]);
    expect(await ledger.read('release#r1')).not.toHaveProperty('standby');
  });

  it('takes no instance of its name that is not its own', async () => {
    databases.instances.push(standbyInstance({ TagList: [] }));
    await expect(handler(input)).rejects.toMatchObject(told('StandbyNotOurs', /is not the standby of r1/));
  });

  everyCall({
    prepare,
    run: () => handler(input),
    calls: [
      ...['dynamodb:GetItem', 'dynamodb:UpdateItem', 'rds:DescribeDBInstances'],
      'rds:RestoreDBInstanceFromDBSnapshot',
    ],
    left: () => databases.instances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier),
  });
});
