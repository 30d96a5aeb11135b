import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/count-writes/contract.ts';
import { handler } from '../../../lambdas/database/count-writes/handler.ts';
import { NOTHING } from '../nothing.ts';
import { NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER, READER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { told } from '../stub/told.ts';
import { scopeOf } from '../writes.ts';

const database = new Database();
const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  connection: OWNER,
  host: database.host,
  port: database.port,
  scope: scopeOf('answers'),
  rows: true,
  ...change,
});
const prepare = () => database.playLogins();
beforeEach(prepare);

describe('count-writes', () => {
  it('reads the counters of the tables, with what tells whether they can be compared', async () => {
    const answers = { inserted: 3, updated: 0, deleted: 0 };
    await expect
      .poll(() => handler(input()), { timeout: 10_000 })
      .toMatchObject({ known: true, at: NOW, tables: { answers }, rows: { answers: 3 } });
    const counted = await handler(input());
    const [found] = await database.run(
      `SELECT 'answers'::regclass::oid::int AS oid, pg_relation_filenode('answers')::int AS file`,
    );
    const [relation, file] = [Number(found?.['oid']), Number(found?.['file'])];
    expect(counted).toMatchObject({
      since: expect.stringMatching(/^20\d\d-/),
      tables: { answers: { relation, parts: { [relation]: file } } },
      uncountable: NOTHING,
    });
  });

  it('says of a table that is not there that it cannot be counted', async () => {
    expect(await handler(input({ scope: scopeOf('answers', 'surveys') }))).toMatchObject({
      known: true,
      rows: { answers: 3 },
      uncountable: { surveys: 'there is no table of that name' },
    });
  });

  it('counts no rows where it may not read them: unknown, not zero', async () => {
    await database.run('REVOKE SELECT ON answers FROM reader');
    expect(await handler(input({ connection: READER }))).toMatchObject({ rows: { answers: null } });
    await database.run('GRANT SELECT ON answers TO reader');
  });

  it('without a configured connection knows nothing', async () => {
    expect(await handler(input({ connection: null }))).toEqual({
      known: false,
      why: 'no database connection is configured (database.connect)',
    });
  });

  it('logs in with the previous password where the database is older than the last rotation', async () => {
    database.secrets.rotate('owner-login', { username: 'survey_owner', password: 'of today' });
    expect(await handler(input())).toMatchObject({ known: true });
    expect(aws.inputs('secretsmanager:GetSecretValue')).toEqual([
      { SecretId: 'owner-login' },
      { SecretId: 'owner-login', VersionStage: 'AWSPREVIOUS' },
    ]);
  });

  it.each([
    ['the only password is wrong', false, /with the secret owner-login, neither with its previous version: password/],
    ['both passwords are wrong', true, /neither with its previous version: password authentication failed/],
  ])('is to come again when %s: a rotation may be under way', async (_when, rotated, message) => {
    await database.run(`ALTER ROLE survey_owner PASSWORD 'of tomorrow'`);
    if (rotated) database.secrets.rotate('owner-login', { username: 'survey_owner', password: 'of today' });
    await expect(handler(input())).rejects.toMatchObject(told('TemporarilyUnavailable', message));
    await database.run(`ALTER ROLE survey_owner PASSWORD 'o'`);
  });

  it('is to come again when nobody answers', async () => {
    const where = await nobody();
    await expect(handler(input(where))).rejects.toMatchObject(
      told('TemporarilyUnavailable', new RegExp(`No connection to the database at 127.0.0.1:${where.port}`)),
    );
  });

  it('tells of a secret that holds no login: SecretUnfit', async () => {
    database.secrets.rotate('owner-login', { username: 'survey_owner' });
    await expect(handler(input())).rejects.toMatchObject(told('SecretUnfit', /owner-login holds something else/));
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['secretsmanager:GetSecretValue'] });
});
