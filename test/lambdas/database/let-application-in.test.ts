import '../stub/before-handlers.ts';
import pg from 'pg';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../../lambdas/database/let-application-in/contract.ts';
import { handler } from '../../../lambdas/database/let-application-in/handler.ts';
import { quarantine } from '../../../lambdas/database/quarantine.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER, READER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const database = new Database();
const TODAY = 'of "today" \'s $1 \\ rotation';
const input = (change: Partial<Input> = {}): Input => ({
  ...{ lock: LOCK, now: NOW, connection: OWNER, application: { ...READER, secret: 'application-login' } },
  ...{ host: database.host, port: database.port, kept: false },
  ...change,
});
/** The role has the password of the restore point; its secret was rotated since. */
const prepare = async (password = TODAY) => {
  database.playLogins();
  await database.run(
    `ALTER ROLE app PASSWORD 'a'; GRANT app TO survey_owner WITH ADMIN OPTION; ALTER ROLE survey_owner CREATEROLE`,
  );
  database.secrets.rotate('application-login', { username: 'app', password });
  await ledger.put('status', status());
};
beforeEach(() => prepare());
const logIn = async (password: string) => {
  const client = await database.session('app', password);
  await client.end();
};

describe('let-application-in', () => {
  it('sets the password of the secret where the one of the restore point lets the application not in', async () => {
    await expect(logIn(TODAY)).rejects.toThrow('password authentication failed');
    expect(await handler(input())).toEqual({ set: true, refused: null });
    await logIn(TODAY);
    await expect(logIn('a')).rejects.toThrow('password authentication failed');
  });

  it('changes nothing where it gets in, and acts not at all', async () => {
    await prepare('a');
    expect(await handler(input())).toEqual({ set: false, refused: null });
    await logIn('a');
    expect(aws.called()).toEqual(['secretsmanager:GetSecretValue']);
  });

  it('shows the password to no statement: PostgreSQL gets a verifier', async () => {
    const statements = vi.spyOn(pg.Client.prototype, 'query');
    await handler(input());
    const texts = statements.mock.calls.map(([text]) => String(text));
    statements.mockRestore();
    expect(texts).toContainEqual(expect.stringMatching(/^ALTER ROLE "app" PASSWORD 'SCRAM-SHA-256\$4096:/));
    expect(texts.join()).not.toContain('rotation');
  });

  it('makes it by MD5 where the server does, for drivers that know no SCRAM', async () => {
    await database.run(`ALTER ROLE survey_owner SET password_encryption = 'md5'`);
    expect(await handler(input())).toEqual({ set: true, refused: null });
    await database.run('ALTER ROLE survey_owner RESET password_encryption');
    const [kept] = await database.run(`SELECT rolpassword FROM pg_authid WHERE rolname = 'app'`);
    expect(kept?.['rolpassword']).toMatch(/^md5[0-9a-f]{32}$/);
  });

  it('tells where the owner may not, or is not let in itself', async () => {
    await database.run('REVOKE app FROM survey_owner; ALTER ROLE survey_owner NOCREATEROLE');
    expect(await handler(input())).toEqual({
      set: false,
      refused: expect.stringMatching(/permission denied|must have/),
    });
    database.secrets.rotate('owner-login', { username: 'survey_owner', password: 'x' });
    database.secrets.rotate('owner-login', { username: 'survey_owner', password: 'y' });
    expect(await handler(input())).toEqual({
      set: false,
      refused: expect.stringMatching(/password authentication failed for user "survey_owner"/),
    });
  });

  it('tells of a role that the restore point does not have', async () => {
    database.secrets.rotate('application-login', { username: 'newcomer', password: 'n' });
    expect(await handler(input())).toEqual({ set: false, refused: 'role "newcomer" does not exist' });
  });

  it('sets none with characters that clients prepare in different ways', async () => {
    await prepare('são joão');
    expect(await handler(input())).toEqual({ set: false, refused: expect.stringMatching(/beyond ASCII/) });
    await logIn('a');
  });

  it.each([{ application: null }, { connection: null }])('does nothing with %j', async (change) => {
    expect(await handler(input(change))).toEqual({ set: false, refused: null });
    expect(aws.called()).toEqual([]);
  });

  it('is to come again when the database does not answer', async () => {
    await expect(handler(input(await nobody()))).rejects.toMatchObject(told('TemporarilyUnavailable'));
  });
});

describe('let-application-in that sets it', () => {
  everyCall({
    prepare,
    // Whether this call or one before it set the password is no part of the outcome.
    run: async () => (await handler(input())).refused,
    calls: ['secretsmanager:GetSecretValue', 'dynamodb:TransactWriteItems', 'dynamodb:UpdateItem'],
  });

  it('opens a database that was kept to exactly those who could connect before, and twice is once', async () => {
    await prepare('a');
    await database.run('GRANT pg_signal_backend TO survey_owner');
    const owner = await database.session('survey_owner', 'o');
    await quarantine(owner, { roles: ['app'], reader: 'reader' });
    await owner.end();
    await expect(logIn('a')).rejects.toThrow('permission denied for database');
    for (const _twice of [1, 2]) expect(await handler(input({ kept: true }))).toEqual({ set: false, refused: null });
    await logIn('a');
    const client = await database.session('app', 'a');
    expect((await client.query('SHOW default_transaction_read_only')).rows[0]?.default_transaction_read_only).toBe(
      'off',
    );
    await client.end();
  });

  it('says what PostgreSQL refuses, and lets nobody be switched to it', async () => {
    await prepare('a');
    const owner = await database.session('survey_owner', 'o');
    await quarantine(owner, { roles: ['app'], reader: 'reader' });
    await owner.end();
    await expect(handler(input({ kept: true, connection: READER }))).rejects.toMatchObject({
      name: 'QuarantineStays',
      message: expect.stringMatching(/could not be lifted: .*Nothing was switched to it/),
    });
    await handler(input({ kept: true }));
  });
});
