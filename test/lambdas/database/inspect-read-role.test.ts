import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../../lambdas/database/inspect-read-role/contract.ts';
import { handler } from '../../../lambdas/database/inspect-read-role/handler.ts';
import { timeSentinels } from '../../../lambdas/database/inspect-read-role/proving.ts';
import { Database, nobody, READER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { told } from '../stub/told.ts';
import { scopeOf } from '../writes.ts';

const database = new Database();
const input = (change: Partial<Input> = {}): Input => ({
  connection: READER,
  host: database.host,
  port: database.port,
  scope: scopeOf('answers'),
  language: 'en',
  sentinels: [{ name: 'answers', sql: 'SELECT count(*) FROM answers', expect: { atLeast: 1 } }],
  dryRun: false,
  ...change,
});
const prepare = () => database.playLogins();
beforeEach(prepare);

describe('inspect-read-role', () => {
  it('names the role that may read what it must, and change nothing', async () => {
    expect(await handler(input())).toEqual({ role: 'reader', problems: [], warnings: [] });
  });

  it('tells of pg_cron, whose jobs nothing of ours pauses', async () => {
    // Where the library is loaded this is its own setting, with a default; here it stands for it.
    await database.run(`ALTER ROLE reader SET cron.database_name = 'survey'`);
    try {
      const english = (await handler(input())).warnings;
      expect(english).toEqual([
        expect.stringMatching(/^pg_cron is loaded .*"survey".* No page and no fence pauses them/),
      ]);
      expect((await handler(input({ language: 'pt-BR' }))).warnings[0]).toMatch(/^O pg_cron está carregado/);
    } finally {
      await database.run('ALTER ROLE reader RESET cron.database_name');
    }
  });

  it.each([
    [
      'answers otherwise today than a restored one must',
      'SELECT count(*) FROM answers',
      /sentinel "nps" answers "3"; expected at least 5\.$/,
    ],
    ['fails only when it runs', 'SELECT 1 / (count(*) - 3) FROM answers', /sentinel "nps" fails: division by zero\.$/],
  ])('warns of a sentinel that %s', async (_what, sql, says) => {
    const found = await handler(input({ sentinels: [{ name: 'nps', sql, expect: { atLeast: 5 } }] }));
    expect(found).toMatchObject({ role: 'reader', problems: [], warnings: [expect.stringMatching(says)] });
  });

  it('says of a sentinel that does not answer in time that it does not, and nothing else', async () => {
    const client = await database.session('reader', 'r');
    const sentinels = [{ name: 'slow', sql: 'SELECT pg_sleep(5)', expect: { atLeast: 1 } }];
    // All but a tenth of a second of the time is over when its turn comes.
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(11_900);
    try {
      expect(await timeSentinels(client, sentinels)).toEqual([{ name: 'slow', tookMs: null, problems: [] }]);
    } finally {
      clock.mockRestore();
      await client.end();
    }
  });

  it('without a configured connection looks at nothing', async () => {
    expect(await handler(input({ connection: null }))).toEqual({ role: null, problems: [], warnings: [] });
  });

  it.each([
    [
      'it may write',
      'GRANT INSERT ON answers TO reader',
      'REVOKE INSERT ON answers FROM reader',
      /has INSERT on table/,
    ],
    ['it may not log in', 'ALTER ROLE reader NOLOGIN', 'ALTER ROLE reader LOGIN', /is not permitted to log in/],
    [
      'it may not connect',
      'REVOKE CONNECT ON DATABASE survey FROM PUBLIC',
      'GRANT CONNECT ON DATABASE survey TO PUBLIC',
      /permission denied for database.*; expected the role of database\.connect\.readSecret to log in/,
    ],
  ])('fails with ReadRoleUnfit when %s', async (_when, spoil, mend, message) => {
    await database.run(spoil);
    try {
      await expect(handler(input())).rejects.toMatchObject(told('ReadRoleUnfit', message));
    } finally {
      await database.run(mend);
    }
  });

  it('fails with ReadRoleUnfit when the password is wrong', async () => {
    database.secrets.rotate('reader-login', { username: 'reader', password: 'x' });
    database.secrets.rotate('reader-login', { username: 'reader', password: 'y' });
    await expect(handler(input())).rejects.toMatchObject(told('ReadRoleUnfit', /password authentication failed/));
  });

  it('fails with ReadRoleUnfit when the secret holds no login', async () => {
    database.secrets.rotate('reader-login', { user: 'reader' });
    await expect(handler(input())).rejects.toMatchObject(
      told('ReadRoleUnfit', /^The release was refused, nothing was touched: The secret reader-login holds something/),
    );
  });

  it('fails with ReadRoleUnfit when there is no such database', async () => {
    const connection = { ...READER, database: 'surveys' };
    await expect(handler(input({ connection }))).rejects.toMatchObject(
      told('ReadRoleUnfit', /database "surveys" does not exist/),
    );
  });

  it('fails with ReadRoleUnfit when it cannot ask a sentinel', async () => {
    const sentinels = [{ name: 'nps', sql: 'SELECT nps FROM answers', expect: { atLeast: 1 } }];
    await expect(handler(input({ sentinels }))).rejects.toMatchObject(
      told('ReadRoleUnfit', /sentinel "nps" cannot be asked by role "reader": column "nps" does not exist/),
    );
  });

  it('is to come again when the database is down: that says nothing of the role', async () => {
    const down = await nobody();
    await expect(handler(input(down))).rejects.toMatchObject(told('TemporarilyUnavailable'));
  });

  it('answers a dry run with what is wrong, and does not fail', async () => {
    const sentinels = [{ name: 'nps', sql: 'SELECT nps FROM answers', expect: { atLeast: 1 } }];
    const found = await handler(input({ sentinels, dryRun: true }));
    expect(found).toMatchObject({ role: null, problems: [expect.stringMatching(/sentinel "nps" cannot be asked/)] });
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['secretsmanager:GetSecretValue'] });
});
