import '../stub/before-handlers.ts';
import { type DBSnapshot, InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/create-snapshot/contract.ts';
import { handler } from '../../../lambdas/database/create-snapshot/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance, snapshotOf } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const NAME = 'survey-kg-restore-point-r1';
const input: Input = {
  lock: LOCK,
  moment: moment(),
  since: NOW,
  limitMinutes: 60,
  work: 'r1',
  purpose: 'restore-point',
  instance: 'survey',
  resourceId: 'db-1',
};
const TAGS = [
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:work', Value: 'r1' },
  { Key: 'knowngood:purpose', Value: 'restore-point' },
];

let databases: Databases;
const prepare = async (...snapshots: DBSnapshot[]) => {
  databases = new Databases([liveInstance()], snapshots);
  databases.play();
  await ledger.put('status', status());
};
beforeEach(() => prepare());
const asked = () => aws.inputs('rds:CreateDBSnapshot').map((call) => call['DBSnapshotIdentifier']);

describe('create-snapshot', () => {
  it('asks for one under a name that derives from the work, with the tags that tell whose it is', async () => {
    expect(await handler(input)).toEqual({ snapshot: NAME, requestedAt: NOW, asked: true });
    expect(aws.inputs('rds:CreateDBSnapshot')).toEqual([
      { DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: NAME, Tags: TAGS },
    ]);
  });

  it.each(['creating', 'available'])('adopts the one that an earlier call made (%s)', async (Status) => {
    await prepare(snapshotOf(NAME, { Status, TagList: TAGS }));
    expect(await handler(input)).toEqual({ snapshot: NAME, requestedAt: NOW, asked: true });
    expect(databases.snapshots).toHaveLength(1);
  });

  it('takes the next name where ours is dead, and deletes nothing', async () => {
    await prepare(snapshotOf(NAME, { Status: 'failed', TagList: TAGS }));
    expect(await handler(input)).toMatchObject({ snapshot: `${NAME}-2` });
    expect(databases.snapshots).toHaveLength(2);
  });

  it('takes the next name where RDS says that ours exists and does not show it', async () => {
    await prepare(snapshotOf(NAME, { TagList: TAGS }));
    aws.on('rds', { DescribeDBSnapshots: () => ({ DBSnapshots: [] }) });
    expect(await handler(input)).toMatchObject({ snapshot: `${NAME}-2` });
  });

  it('fails with SnapshotNotOurs when five names are used up', async () => {
    const names = [NAME, ...[2, 3, 4, 5].map((n) => `${NAME}-${n}`)];
    await prepare(...names.map((name) => snapshotOf(name, { Status: 'failed', TagList: TAGS })));
    await expect(handler(input)).rejects.toMatchObject(told('SnapshotNotOurs', /5 snapshots for r1 exist/));
    expect(asked()).toEqual(names);
  });

  it.each([
    ['without our tags', {}],
    ['of another work', { TagList: [{ Key: 'knowngood:work', Value: 'r0' }] }],
    ['of another instance', { TagList: TAGS, DbiResourceId: 'db-9' }],
  ])('fails with SnapshotNotOurs at one of its name %s', async (_what, change) => {
    await prepare(snapshotOf(NAME, change));
    await expect(handler(input)).rejects.toMatchObject(
      told('SnapshotNotOurs', /exists and is not of r1 \(instance survey\)/),
    );
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  const busy = () => new InvalidDBInstanceStateFault({ message: 'backing-up', $metadata: {} });

  it('says that RDS has another backup or change under way, and leaves no intent', async () => {
    aws.fails('rds:CreateDBSnapshot', busy);
    expect(await handler(input)).toEqual({ snapshot: NAME, requestedAt: NOW, asked: false });
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('finds that it is its own snapshot that keeps RDS busy: the answer of an earlier call was lost', async () => {
    await prepare(snapshotOf(NAME, { Status: 'creating', TagList: TAGS }));
    aws.fails('rds:CreateDBSnapshot', busy);
    expect(await handler(input)).toEqual({ snapshot: NAME, requestedAt: NOW, asked: true });
  });

  it('fails with TookTooLong when RDS is busy for longer than it may be', async () => {
    aws.fails('rds:CreateDBSnapshot', busy);
    await expect(handler({ ...input, moment: moment({ now: later(61 * 60) }) })).rejects.toMatchObject(
      told('TookTooLong', /Waited 61 min for RDS to take a snapshot of survey/),
    );
  });

  it('of an execution that lost the environment asks for none: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(databases.snapshots).toEqual([]);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input),
    calls: ['dynamodb:TransactWriteItems', 'rds:CreateDBSnapshot', 'dynamodb:UpdateItem'],
    left: () => databases.snapshots,
  });
});

describe('create-snapshot that finds its own', () => {
  everyCall({
    prepare: () => prepare(snapshotOf(NAME, { TagList: TAGS })),
    run: () => handler(input),
    calls: ['dynamodb:TransactWriteItems', 'rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots', 'dynamodb:UpdateItem'],
    left: () => databases.snapshots,
  });
});
