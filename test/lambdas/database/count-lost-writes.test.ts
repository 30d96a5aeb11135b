import '../stub/before-handlers.ts';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/count-lost-writes/contract.ts';
import { handler } from '../../../lambdas/database/count-lost-writes/handler.ts';
import { handler as countWrites } from '../../../lambdas/database/count-writes/handler.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import { NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { told } from '../stub/told.ts';
import { lossOf, scopeOf } from '../writes.ts';

const database = new Database();
let baseline: WriteCounts;
const where = () => ({ connection: OWNER, host: database.host, port: database.port, scope: scopeOf('answers') });
const input = (change: Partial<Input> = {}): Input => ({
  ...where(),
  count: 'first',
  counted: null,
  now: NOW,
  language: 'en',
  baseline,
  behindFence: null,
  maxLostWrites: 0,
  tried: 0,
  accepted: null,
  ...change,
});
const prepare = () => database.playLogins();
let counted = false;
beforeEach(async () => {
  prepare();
  // A release's inspection counts before: PostgreSQL 14 keeps no statistics of a database before its first connection.
  if (!counted) await countWrites({ ...where(), now: NOW, rows: false });
  counted = true;
  baseline = await countWrites({ ...where(), now: NOW, rows: false });
  aws.calls = [];
});
const write = (sql: string) => database.as('app', 'a', sql);

describe('count-lost-writes', () => {
  it('finds none lost when nobody wrote', async () => {
    expect(await handler(input())).toMatchObject({ lost: { known: true, total: 0 }, freeze: false });
  });

  it('counts what was written since the restore point, per table, and freezes above the limit', async () => {
    await write('INSERT INTO answers (score) VALUES (1), (2); UPDATE answers SET score = 3 WHERE score = 1');
    const answers = { inserted: 2, updated: 1, deleted: 0 };
    await expect
      .poll(() => handler(input()), { timeout: 10_000 })
      .toMatchObject({
        lost: { known: true, total: 3, tables: { answers } },
        freeze: true,
      });
    expect(await handler(input({ maxLostWrites: 3 }))).toMatchObject({ freeze: false });
    expect(await handler(input({ accepted: 3 }))).toMatchObject({ freeze: false });
  });

  it('measures each count: one that has to wait for the catalogue took longer', async () => {
    const quick = await handler(input({ count: 'estimate' }));
    expect(quick.timed).toMatchObject([{ which: 'estimate', at: NOW, lost: { known: true, total: 0 } }]);
    const waits = 'BEGIN; LOCK TABLE pg_inherits IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1); COMMIT';
    const [slow] = await Promise.all([
      setTimeout(200).then(() => handler(input({ count: 'again' }))),
      database.run(waits),
    ]);
    const [before, behind] = [quick.timed[0]?.tookMs ?? 0, slow.timed[0]?.tookMs ?? 0];
    expect(before).toBeGreaterThan(0);
    expect(behind).toBeGreaterThan(500);
  });

  it('knows nothing, and freezes, after a table was truncated', async () => {
    await write('SELECT 1');
    await database.run('TRUNCATE answers');
    expect(await handler(input({ maxLostWrites: 1_000 }))).toMatchObject({
      lost: { known: false, why: expect.stringMatching(/answers was truncated/) },
      freeze: true,
    });
  });

  it('counts nothing behind a fence that held', async () => {
    const behindFence = lossOf({});
    expect(await handler(input({ behindFence }))).toMatchObject({
      ...{ lost: behindFence, freeze: false },
      // Nothing was asked: a measured time would speak of a count that there was not.
      timed: [{ which: 'first', tookMs: null }],
    });
    expect(aws.called()).toEqual([]);
  });

  it('without a configured connection knows nothing, and freezes', async () => {
    expect(await handler(input({ connection: null }))).toMatchObject({ lost: { known: false }, freeze: true });
  });

  it('asks a database that is down again, then goes on without it: nobody knows, and a person decides', async () => {
    const down = await nobody();
    await expect(handler(input({ ...down, tried: 3 }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
    const given = input({ ...down, tried: 4 });
    expect(await handler(given)).toMatchObject({ lost: { known: false }, freeze: true });
    expect(await handler({ ...given, accepted: 'unknown' })).toMatchObject({ lost: { known: false }, freeze: false });
  });

  /** All but the time it took, which is never twice the same. */
  const run = async () => {
    const { timed, ...answer } = await handler(input());
    return { ...answer, counts: timed.map(({ tookMs, ...one }) => ({ ...one, measured: tookMs !== null })) };
  };
  everyCall({ prepare, run, calls: ['secretsmanager:GetSecretValue'] });
});
