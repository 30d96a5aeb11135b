import '../../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Watched } from '../../../../lambdas/people/watchdog/contract.ts';
import { handler } from '../../../../lambdas/people/watchdog/handler.ts';
import { later, NOW, rollback, status } from '../../records.ts';
import { aws } from '../../stub/aws.ts';
import { Database, nobody, OWNER } from '../../stub/database.ts';
import { playServices } from '../../stub/ecs.ts';
import { ledger } from '../../stub/ledger.ts';
import { Mail } from '../../stub/mail.ts';
import { Databases, liveInstance } from '../../stub/rds.ts';
import { scopeOf } from '../../writes.ts';

const POINTER = { parameter: '/survey/database/host', format: 'host' } as const;
const database = new Database();
const watched = (change: Partial<Watched> = {}) => {
  const watch: Watched = {
    cluster: 'survey',
    pointer: POINTER,
    connection: OWNER,
    scope: scopeOf('answers'),
    ...change,
  };
  process.env['WATCHED'] = JSON.stringify(watch);
};
/** A database that a rollback left behind, at the test's own PostgreSQL. */
const quarantined = async (where = { host: database.host, port: database.port }) => {
  new Databases([liveInstance({ Endpoint: { Address: where.host, Port: where.port } })]).play();
  await ledger.put('rollback#b1', rollback({ quarantined: 'survey', startedAt: later(-3_600) }));
};

beforeEach(async () => {
  Object.assign(process.env, { DEVOPS_TOPIC: 'arn:devops', LANGUAGE_OF_MESSAGES: 'en', TIME_ZONE: 'UTC' });
  watched();
  database.playLogins();
  new Mail().play();
  playServices([]);
  await ledger.put('status', status({ holder: null }));
});
/** A write is in the counters when its session has told them: at once, before PostgreSQL 15 within a second or so. */
const COUNTED = { timeout: 10_000 };
const look = (time = NOW) => handler({ time });

describe('watchdog', () => {
  it('tells of writes on a quarantined database, from one look to the next', async () => {
    await quarantined();
    expect(await look()).toMatchObject({ found: [] });
    await database.as('app', 'a', 'INSERT INTO answers (score) VALUES (1)');
    await expect.poll(() => look(), COUNTED).toMatchObject({ found: ['quarantine-moving'] });
  });

  it('takes a quarantined database that does not answer for one that does not move', async () => {
    await quarantined(await nobody());
    expect(await look()).toEqual({ found: [], told: 0 });
    expect(await ledger.read('watchdog')).toMatchObject({ counts: { survey: { known: false } } });
  });

  it('finds later what was written while it did not answer', async () => {
    await quarantined();
    await look();
    await database.as('app', 'a', 'INSERT INTO answers (score) VALUES (1)');
    await quarantined(await nobody());
    expect(await look()).toMatchObject({ found: [] });
    await quarantined();
    await expect.poll(() => look(), COUNTED).toMatchObject({ found: ['quarantine-moving'] });
  });

  it('tells everything else, also where a quarantined database cannot be asked', async () => {
    await quarantined();
    await ledger.put('status', status({ status: 'frozen', incident: 'i1', holder: null }));
    aws.fails('rds:DescribeDBInstances', () => new Error('no'));
    expect(await look()).toEqual({ found: ['frozen'], told: 1 });
  });

  it('asks no database where no connection is configured, nor one that RDS does not have', async () => {
    await quarantined();
    watched({ connection: null });
    expect(await look()).toMatchObject({ found: [] });
    expect(aws.called()).not.toContain('secretsmanager:GetSecretValue');
    watched();
    new Databases([]).play();
    expect(await look()).toMatchObject({ found: [] });
    expect(aws.called()).not.toContain('secretsmanager:GetSecretValue');
  });
});
