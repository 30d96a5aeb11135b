import '../stub/before-handlers.ts';
import type { DBInstance } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/delete-expired/handler.ts';
import { knownGood, later, NOW, release, restorePoint, rollback, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Mail } from '../stub/mail.ts';
import { Databases, liveInstance, snapshotOf } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';

const DAY = 86_400;
let databases: Databases;
let mail: Mail;
const tags = (purpose: string, work: string, after?: string) => [
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:work', Value: work },
  { Key: 'knowngood:purpose', Value: purpose },
  ...(after === undefined ? [] : [{ Key: 'knowngood:delete-after', Value: after }]),
];
const snapshot = (purpose: string, work: string, days: number, after?: string) => {
  const name = `survey-kg-${purpose}-${work}`;
  return snapshotOf(name, {
    ...{ DBSnapshotArn: `arn:rds:snapshot:${name}`, AllocatedStorage: 100 },
    ...{ OriginalSnapshotCreateTime: new Date(later(-days * DAY)), TagList: tags(purpose, work, after) },
  });
};
const quarantined = (after?: string, change: DBInstance = {}) =>
  liveInstance({ TagList: tags('quarantined', 'b1', after), AllocatedStorage: 100, ...change });

/** A rollback of 40 days ago has left a database, a safety snapshot and a restore point; two releases came since. */
const prepare = async (after?: string, change: DBInstance = {}) => {
  Object.assign(process.env, {
    DEVOPS_TOPIC: 'arn:devops',
    LANGUAGE_OF_MESSAGES: 'en',
    TIME_ZONE: 'UTC',
    RETAINED: JSON.stringify({
      ...{ instance: 'survey', pointer: { parameter: '/survey/database/host', format: 'host' } },
      rule: { restorePoints: 2, days: 30 },
    }),
  });
  mail = new Mail();
  mail.play();
  parameters(new Map([['/survey/database/host', 'survey-kg-1.rds']]));
  databases = new Databases(
    [
      quarantined(after, change),
      liveInstance({
        ...{ DBInstanceIdentifier: 'survey-kg-1', DBInstanceArn: 'arn:rds:db:survey-kg-1' },
        ...{ Endpoint: { Address: 'survey-kg-1.rds', Port: 5432 }, TagList: tags('restored', 'b1') },
      }),
      liveInstance({ DBInstanceIdentifier: 'billing', TagList: tags('quarantined', 'b1', after) }),
    ],
    [
      ...[snapshot('restore-point', 'r1', 40, after), snapshot('safety', 'b1', 40, after)],
      ...[snapshot('restore-point', 'r2', 39, after), snapshot('restore-point', 'r3', 38, after)],
      // A person's own, of the restored database: RDS has copied its tags.
      snapshotOf('before-our-experiment', { TagList: tags('restored', 'b1', after) }),
      snapshotOf('survey-kg-safety-of-ours', { TagList: [] }),
    ],
  );
  databases.play();
  await ledger.put('status', status({ holder: null }));
  for (const [n, id] of ['r1', 'r2', 'r3'].entries())
    await ledger.put(
      `release#${id}`,
      release({
        ...{ id, startedAt: later((n - 40) * DAY), knownGood: knownGood() },
        restorePoint: { ...restorePoint, snapshot: `survey-kg-restore-point-${id}` },
      }),
    );
  await ledger.put('rollback#b1', rollback({ outcome: 'done', release: 'r1', finishedAt: later(-40 * DAY) }));
};
beforeEach(async () => await prepare());

const look = () => handler({ time: NOW });
const DATE = '2026-12-01';
const YESTERDAY = '2026-11-23';
const OURS = ['survey-kg-restore-point-r1', 'survey-kg-safety-b1', 'survey'];
const left = () => ({
  snapshots: databases.snapshots.map(({ DBSnapshotIdentifier }) => DBSnapshotIdentifier),
  instances: databases.instances.map((one) => `${one.DBInstanceIdentifier} ${one.DBInstanceStatus}`),
});
const dates = () =>
  [...databases.snapshots, ...databases.instances].flatMap(({ TagList = [] }) =>
    TagList.flatMap(({ Key, Value }) => (Key === 'knowngood:delete-after' ? [Value] : [])),
  );

describe('what expires', () => {
  it('is told a week before, with what it frees, and dated; nothing is deleted', async () => {
    expect(await look()).toEqual({ announced: OURS, deleted: [], refused: [] });
    expect(dates()).toEqual([DATE, DATE, DATE]);
    expect(mail.sent).toMatchObject([
      { topic: 'arn:devops', subject: '[sandbox] Retention will delete 3 snapshots and databases' },
    ]);
    const body = mail.sent[0]?.body ?? '';
    expect(body).toContain('- 2026-12-01: database survey (db.t4g.medium), quarantined by the rollback b1, 100 GiB');
    expect(body).toContain('frees at most 200 GiB of snapshots and 1 running instance.');
    expect(body).toContain('knowngood:keep');
    expect(left().snapshots).toHaveLength(6);
  });
  it('is told once: the next look finds the date', async () => {
    await look();
    expect(await look()).toEqual({ announced: [], deleted: [], refused: [] });
    expect(mail.sent).toHaveLength(1);
  });
  it('is not dated where people could not be told', async () => {
    aws.on('sns', {
      Publish: () => {
        throw new Error('denied');
      },
    });
    await expect(look()).rejects.toThrow('denied');
    expect(dates()).toEqual([]);
  });
  it('is told with what keeps it', async () => {
    await prepare(undefined, { DeletionProtection: true });
    await look();
    expect(mail.sent[0]?.body).toContain('its deletion protection is on: it stays');
    expect(mail.sent[0]?.body).toContain('and 0 running instances.');
  });
});

describe('what was announced a week ago', () => {
  beforeEach(async () => await prepare(YESTERDAY));
  it('stays where a rollback has begun since the look: it may be about to use it', async () => {
    aws.on('rds', {
      DeleteDBSnapshot: async () => {
        await ledger.put('status', status({ status: 'rolling-back' }));
        return {};
      },
    });
    expect(await look()).toMatchObject({ deleted: OURS.slice(0, 1), refused: OURS.slice(1) });
    expect(left().instances).toContain('survey available');
    expect(mail.sent[0]?.body).toContain('the environment is rolling-back by now; expected open');
  });
  it('is deleted, and told; the newest restore points, the live database and what is not ours stay', async () => {
    expect(await look()).toEqual({ announced: [], deleted: OURS, refused: [] });
    expect(left()).toEqual({
      snapshots: [
        ...['survey-kg-restore-point-r2', 'survey-kg-restore-point-r3'],
        ...['before-our-experiment', 'survey-kg-safety-of-ours'],
      ],
      instances: ['survey deleting', 'survey-kg-1 available', 'billing available'],
    });
    expect(mail.sent).toMatchObject([{ subject: '[sandbox] Retention has deleted 3' }]);
    expect(await ledger.read('retention')).toEqual({ asked: [] });
    expect(await look()).toEqual({ announced: [], deleted: [], refused: [] });
    expect(mail.sent).toHaveLength(1);
  });
  it('and refused by AWS is told, and the rest is deleted', async () => {
    aws.on('rds', {
      DeleteDBSnapshot: () => {
        throw Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
      },
    });
    expect(await look()).toEqual({ announced: [], deleted: ['survey'], refused: OURS.slice(0, 2) });
    expect(mail.sent[0]?.subject).toBe('[sandbox] Retention has deleted 1; 2 could not be done');
    expect(mail.sent[0]?.body).toMatch(/survey-kg-safety-b1.*: AccessDenied: not authorized/);
  });
  it('and deleted by a look that could not tell is told by the next', async () => {
    aws.on('sns', {
      Publish: () => {
        throw new Error('denied');
      },
    });
    await expect(look()).rejects.toThrow('denied');
    mail.play();
    expect(await look()).toEqual({ announced: [], deleted: OURS, refused: [] });
    expect(mail.sent[0]?.subject).toBe('[sandbox] Retention has deleted 3');
  });
  it('stays while a rollback works', async () => {
    await ledger.put('status', status({ status: 'rolling-back' }));
    expect(await look()).toEqual({ announced: [], deleted: [], refused: [] });
    expect(left().snapshots).toHaveLength(6);
  });
});

describe('a look that announces', () => {
  everyCall({
    prepare: () => prepare(),
    // Whether this look or one before it told is no part of the outcome.
    run: async () => void (await look()),
    left: () => ({ ...left(), dates: dates() }),
    written: ({ retention: _, ...rest }) => rest,
    calls: [
      'rds:DescribeDBSnapshots',
      'rds:DescribeDBInstances',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'ssm:GetParameter',
      'sns:Publish',
      'rds:AddTagsToResource',
    ],
  });
});
describe('a look that deletes', () => {
  everyCall({
    prepare: () => prepare(YESTERDAY),
    run: async () => void (await look()),
    left,
    calls: [
      ...[
        'rds:DescribeDBSnapshots',
        'rds:DescribeDBInstances',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'ssm:GetParameter',
        'dynamodb:PutItem',
      ],
      ...['rds:DeleteDBSnapshot', 'rds:DeleteDBInstance', 'sns:Publish'],
    ],
  });
});
