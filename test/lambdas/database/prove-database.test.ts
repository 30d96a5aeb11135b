import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/prove-database/contract.ts';
import { handler } from '../../../lambdas/database/prove-database/handler.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import { restorePoint } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, READER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { parameters } from '../stub/stored.ts';
import { told } from '../stub/told.ts';

const database = new Database();
const rows = (count: number): WriteCounts => ({
  known: true,
  at: '',
  since: 's',
  tables: { answers: { inserted: count, updated: 0, deleted: 0, relation: 1, parts: { '1': 1 }, rows: count } },
  uncountable: {},
});
const point = (count: number) => ({ ...restorePoint, fenced: true, before: rows(count), after: rows(count) });
const sentinel = (sql: string, expected: Input['sentinels'][number]['expect']) => ({
  name: 'good',
  sql,
  expect: expected,
});
const input = (change: Partial<Input> = {}): Input => ({
  connection: READER,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  host: database.host,
  port: database.port,
  sentinels: [sentinel('SELECT count(*) FROM answers WHERE score > 6', { atLeast: 3 })],
  tables: ['answers'],
  restorePoint: point(3),
  ...change,
});
const prepare = (pointer = 'survey.rds') => {
  database.playLogins();
  parameters(new Map([['/survey/database/host', pointer]]));
};
beforeEach(() => prepare());

describe('prove-database', () => {
  it('proves it by the sentinels and the rows of the restore point', async () => {
    expect(await handler(input())).toEqual({
      proven: 'yes',
      facts: ['sentinel "good": 3', 'table answers: 3 rows'],
    });
  });

  it.each<[string, Partial<Input>, RegExp]>([
    [
      'a sentinel answers otherwise',
      { sentinels: [sentinel('SELECT count(*) FROM answers', { equals: '0' })] },
      /sentinel "good" answers "3"; expected "0"/,
    ],
    ['rows are missing', { restorePoint: point(4) }, /table answers has 3 rows; expected 4/],
    ['a table is missing', { tables: ['answers', 'surveys'] }, /table surveys does not exist in the restored database/],
    [
      'a sentinel cannot be asked',
      { sentinels: [sentinel('SELECT nps FROM answers', { atLeast: 1 })] },
      /The sentinel "good" cannot be asked: column "nps" does not exist\. Nothing was switched/,
    ],
  ])('fails with ProofFailed when %s', async (_when, change, message) => {
    await expect(handler(input(change))).rejects.toMatchObject(told('ProofFailed', message));
  });

  it('names everything that is wrong at once', async () => {
    const wrong = input({ restorePoint: point(4), sentinels: [sentinel('SELECT 1', { atLeast: 2 })] });
    await expect(handler(wrong)).rejects.toMatchObject(told('ProofFailed', /sentinel "good".*; table answers/));
  });

  it('compares no rows where it serves already: users have written since it was proven', async () => {
    prepare(database.host);
    expect(await handler(input({ restorePoint: point(99) }))).toEqual({
      proven: 'yes',
      facts: ['sentinel "good": 3', 'it serves already, proven before: rows are not compared'],
    });
  });

  it('without a configured connection proves nothing, and says so', async () => {
    expect(await handler(input({ connection: null }))).toEqual({
      proven: 'unknown',
      facts: ['no database connection is configured: the restore is not proven'],
    });
    expect(aws.called()).toEqual([]);
  });

  it('is to come again when the database does not answer: that proves nothing', async () => {
    await expect(handler(input(await nobody()))).rejects.toMatchObject(told('TemporarilyUnavailable'));
  });

  it('is to come again when the database goes in the middle of a sentinel: that says nothing of it', async () => {
    const sentinels = [sentinel('SELECT pg_sleep(8)', { atLeast: 1 })];
    const proving = expect(handler(input({ sentinels }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
    await database.cutConnectionOfStep();
    await proving;
  });

  it('is to come again when the database goes in the middle of a count', async () => {
    const lock = await database.session('survey_owner', 'o');
    await lock.query('BEGIN; LOCK TABLE answers');
    try {
      const proving = expect(handler(input({ sentinels: [] }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
      await database.cutConnectionOfStep();
      await proving;
    } finally {
      await lock.end();
    }
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['ssm:GetParameter', 'secretsmanager:GetSecretValue'],
  });
});
