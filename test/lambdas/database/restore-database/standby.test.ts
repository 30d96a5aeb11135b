import '../../stub/before-handlers.ts';
import type { DBInstance } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/database/restore-database/contract.ts';
import { handler } from '../../../../lambdas/database/restore-database/handler.ts';
import { settingsOf } from '../../../../lambdas/database/settings.ts';
import type { Standing } from '../../../../lambdas/model/standby.ts';
import { NOT_WARMED } from '../../../../lambdas/model/warmth.ts';
import { LOCK, NOW, restorePoint, status } from '../../records.ts';
import { aws } from '../../stub/aws.ts';
import { everyCall } from '../../stub/every-call.ts';
import { ledger } from '../../stub/ledger.ts';
import { Databases, liveInstance } from '../../stub/rds.ts';
import { STANDBY, standbyInstance, standbyTags } from '../standby.ts';

const WORK = '20261124141000-33445566';
const OWN = 'survey-kg-26112414100033445566';
const warmth = { ...NOT_WARMED, done: true };
const fit: Standing = {
  ...{ use: { instance: STANDBY, used: true, why: null }, looked: true, warmth },
  proof: { resourceId: 'db-9', host: 'standby.rds', port: 5432 },
};
const unlooked: Standing = {
  ...fit,
  looked: false,
  proof: null,
  use: { instance: STANDBY, used: false, why: 'denied' },
};
const input = (standing: Standing = fit): Input => ({
  ...{ lock: LOCK, now: NOW, work: WORK, instance: 'survey', restorePoint, standing },
  ...{ live: { identifier: 'survey', resourceId: 'db-1' }, settings: settingsOf(liveInstance()) },
});
let databases: Databases;
const prepare = async (...instances: DBInstance[]) => {
  databases = new Databases([liveInstance(), ...(instances.length === 0 ? [standbyInstance()] : instances)]);
  databases.play();
  await ledger.put('status', status());
  await ledger.put(`rollback#${WORK}`, {});
};
beforeEach(() => prepare());

const restores = () => aws.inputs('rds:RestoreDBInstanceFromDBSnapshot').length;

describe('restore-database with a standby', () => {
  it('takes one that is fit for what it has restored, by its tags, with what was read of it', async () => {
    expect(await handler(input())).toMatchObject({ instance: STANDBY, kept: false, standby: fit.use, warmth });
    expect(restores()).toBe(0);
    expect(aws.inputs('rds:AddTagsToResource')).toEqual([
      { ResourceName: `arn:rds:db:${STANDBY}`, Tags: standbyTags('restored', WORK).slice(0, 3) },
    ]);
    expect(await ledger.read(`rollback#${WORK}`)).toMatchObject({ standby: fit.use });
  });

  it.each<[string, DBInstance, RegExp]>([
    ['died since', { DBInstanceStatus: 'failed' }, /is failed/],
    ['is being deleted', { DBInstanceStatus: 'deleting' }, /is deleting/],
    ['is of another restore point', { TagList: standbyTags('standby', 'r1', 'other') }, /of the restore point other/],
    ['is another instance', { DbiResourceId: 'db-7' }, /expected db-9/],
  ])('restores as ever where it %s, and says why', async (_what, change, why) => {
    await prepare(standbyInstance(change));
    const made = await handler(input());
    expect(made).toMatchObject({ instance: OWN, standby: { used: false, why: expect.stringMatching(why) } });
    expect(made.warmth).toEqual(NOT_WARMED);
    expect(restores()).toBe(1);
  });

  it('restores as ever where nobody could look at it, unless this rollback had taken it before', async () => {
    expect(await handler(input(unlooked))).toMatchObject({ instance: OWN, standby: { used: false, why: 'denied' } });
    await prepare();
    await handler(input());
    // The pointer may name it by now.
    expect(await handler(input(unlooked))).toMatchObject({ instance: STANDBY, standby: { used: true } });
    expect(restores()).toBe(1);
  });

  it('goes on with an instance of its own that it began to restore before', async () => {
    await handler(input(unlooked));
    expect(await handler(input())).toMatchObject({
      instance: OWN,
      standby: { used: false, why: expect.stringMatching(/had begun to restore survey-kg-/) },
    });
    expect(restores()).toBe(2);
    expect(databases.instances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual([
      'survey',
      STANDBY,
      OWN,
    ]);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: [
      ...['dynamodb:GetItem', 'rds:DescribeDBInstances', 'dynamodb:TransactWriteItems'],
      ...['rds:AddTagsToResource', 'dynamodb:UpdateItem'],
    ],
    left: () => databases.instances,
  });
});
