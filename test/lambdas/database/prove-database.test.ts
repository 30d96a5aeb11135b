import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/prove-database/contract.ts';
import { handler } from '../../../lambdas/database/prove-database/handler.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import { later, moment, NOW, restorePoint } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, READER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { parameters } from '../stub/stored.ts';
import { told } from '../stub/told.ts';
import { countsOf, tableCounts } from '../writes.ts';

const database = new Database();
const rows = (count: number): WriteCounts => countsOf(tableCounts(), 's', { rows: { answers: count } });
const point = (count: number) => ({ ...restorePoint, fenced: true, before: rows(count), after: rows(count) });
const sentinel = (sql: string, expected: Input['sentinels'][number]['expect']) => ({
  name: 'good',
  sql,
  expect: expected,
});
const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: NOW,
  application: null,
  letIn: { set: false, refused: null },
  accepted: false,
  limitMinutes: 60,
  connection: READER,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  host: database.host,
  port: database.port,
  sentinels: [sentinel('SELECT count(*) FROM answers WHERE score > 6', { atLeast: 3 })],
  tables: ['answers'],
  scope: { tables: ['answers'], except: { tables: [], databases: [] } },
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
    expect(await handler(input())).toMatchObject({
      done: true,
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

  it('waits for a sentinel of cold storage, then tells that it never answered', async () => {
    const sentinels = [sentinel('SELECT pg_sleep(60)', { atLeast: 0 })];
    expect(await handler(input({ sentinels }))).toMatchObject({
      done: false,
      proven: 'unknown',
      facts: ['sentinel "good" did not answer in time'],
    });
    const late = input({ sentinels, moment: moment({ now: later(61 * 60) }) });
    await expect(handler(late)).rejects.toMatchObject(told('TookTooLong', /sentinel "good" did not answer in time/));
  }, 60_000);

  it('is proven by nothing where nothing was compared', async () => {
    const unknown: WriteCounts = { known: false, why: 'x' };
    const restorePoint = { ...point(3), before: unknown, after: unknown };
    expect(await handler(input({ sentinels: [], restorePoint }))).toMatchObject({ done: true, proven: 'unknown' });
  });

  it('takes it as it is where a person has accepted that, and says what is wrong', async () => {
    expect(await handler(input({ restorePoint: point(4), accepted: true }))).toMatchObject({
      done: true,
      proven: 'accepted',
      facts: ['sentinel "good": 3', 'table answers has 3 rows; expected 4, unproven'],
    });
  });

  describe("the application's own login", () => {
    const application = { ...READER, secret: 'application-login' };
    it('is tried, with the current secret alone, as its tasks will', async () => {
      const { facts } = await handler(input({ application }));
      expect(facts).toContain("the application's role app logs in");
      database.secrets.rotate('application-login', { username: 'app', password: 'of today' });
      await expect(handler(input({ application }))).rejects.toMatchObject(
        told('ProofFailed', /role app cannot log in with the secret application-login .*ALTER ROLE app PASSWORD/),
      );
    });
    it('that was let in since is told with how', async () => {
      const { facts } = await handler(input({ application, letIn: { set: true, refused: null } }));
      expect(facts.at(-1)).toMatch(/role app logs in, after its password was set from its secret/);
    });
    it('that could not be let in fails with why', async () => {
      database.secrets.rotate('application-login', { username: 'app', password: 'of today' });
      const letIn = { set: false, refused: 'permission denied' };
      await expect(handler(input({ application, letIn }))).rejects.toMatchObject(
        told('ProofFailed', /role app cannot log in .*; its password could not be set \(permission denied\)/),
      );
    });
  });

  it('compares no rows where it serves already: users have written since it was proven', async () => {
    prepare(database.host);
    expect(await handler(input({ restorePoint: point(99) }))).toMatchObject({
      done: true,
      proven: 'yes',
      facts: ['sentinel "good": 3', 'it serves already, proven before: rows are not compared'],
    });
  });

  it('without a configured connection proves nothing, and says so', async () => {
    expect(await handler(input({ connection: null }))).toMatchObject({
      done: true,
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
