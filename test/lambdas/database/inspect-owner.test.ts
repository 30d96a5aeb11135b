import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/inspect-owner/contract.ts';
import { handler } from '../../../lambdas/database/inspect-owner/handler.ts';
import { Database, nobody, OWNER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { told } from '../stub/told.ts';

const database = new Database();
const input = (change: Partial<Input> = {}): Input => ({
  connection: OWNER,
  applicationRoles: ['app'],
  host: database.host,
  port: database.port,
  language: 'en',
  dryRun: false,
  ...change,
});
const prepare = () => database.playLogins();
beforeEach(prepare);

describe('inspect-owner', () => {
  it('tells who could not set the application’s password is told', async () => {
    const [server] = await database.run(`SELECT current_setting('server_version_num')::int >= 160000 AS newer`);
    // Before PostgreSQL 16 CREATEROLE is enough: here it is taken away.
    if (!server?.['newer']) await database.run('ALTER ROLE survey_owner NOCREATEROLE');
    expect(await handler(input())).toEqual({
      problems: [],
      warnings: [
        expect.stringMatching(/^Role "survey_owner" .* may not set the password of "app".*WITH ADMIN OPTION$/),
      ],
    });
    await database.run(
      server?.['newer'] ? 'GRANT app TO survey_owner WITH ADMIN OPTION' : 'ALTER ROLE survey_owner CREATEROLE',
    );
    try {
      expect((await handler(input())).warnings).toEqual([]);
    } finally {
      if (server?.['newer']) await database.run('REVOKE app FROM survey_owner');
    }
  });

  it.each([
    [
      'it may not end sessions',
      'REVOKE pg_signal_backend FROM rds_superuser; REVOKE pg_signal_backend FROM survey_owner',
      'GRANT pg_signal_backend TO rds_superuser WITH ADMIN OPTION',
      /may not end sessions of "app".*GRANT pg_signal_backend TO survey_owner/,
    ],
    [
      'it owns no database',
      'ALTER DATABASE survey OWNER TO CURRENT_USER',
      'ALTER DATABASE survey OWNER TO survey_owner',
      /"survey_owner" of database\.connect\.secret does not own the database "survey"/,
    ],
    [
      'it may not log in',
      'ALTER ROLE survey_owner NOLOGIN',
      'ALTER ROLE survey_owner LOGIN',
      /not permitted to log in; expected the role of database\.connect\.secret to log in/,
    ],
  ])('fails with OwnerUnfit when: %s', async (_when, spoil, mend, message) => {
    await database.run(spoil);
    try {
      await expect(handler(input())).rejects.toMatchObject(told('OwnerUnfit', message));
      expect((await handler(input({ dryRun: true }))).problems).toHaveLength(1);
    } finally {
      await database.run(mend);
    }
  });

  it('says nothing where no connection is configured', async () => {
    expect(await handler(input({ connection: null }))).toEqual({ problems: [], warnings: [] });
  });

  it('answers a dry run in the language of the environment', async () => {
    await database.run('ALTER ROLE survey_owner NOLOGIN');
    try {
      const { problems } = await handler(input({ dryRun: true, language: 'pt-BR' }));
      expect(problems).toEqual([expect.stringMatching(/database\.connect\.secret/)]);
      expect(problems[0]).not.toMatch(/expected the role/);
    } finally {
      await database.run('ALTER ROLE survey_owner LOGIN');
    }
  });

  it('is to come again when the database is down: that says nothing of the owner', async () => {
    const down = await nobody();
    await expect(handler(input(down))).rejects.toMatchObject(told('TemporarilyUnavailable'));
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['secretsmanager:GetSecretValue'] });
});
