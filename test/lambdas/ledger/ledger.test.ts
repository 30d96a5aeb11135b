import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Endpoint } from '../../../sandbox/endpoint/server.ts';
import { ScaledClock } from '../../../sandbox/kernel/clock.ts';
import type { Kernel } from '../../../sandbox/kernel/kernel.ts';
import { createDynamodb } from '../../../sandbox/services/dynamodb/dynamodb.ts';
import { release, request } from '../records.ts';

/** The ledger's code against the sandbox's tables, over the wire. */
type Acting = typeof import('../../../lambdas/ledger/acting.ts');
type Take = typeof import('../../../lambdas/ledger/take.ts');
type Close = typeof import('../../../lambdas/ledger/close.ts');
type Table = typeof import('../../../lambdas/ledger/table.ts');
let acting: Acting['acting'];
let take: Take['take'];
let close: Close['close'];
let table: Table;
let endpoint: Endpoint;
let url = '';
const now = '2026-11-24T14:00:00.000Z';

let wasGood: typeof import('../../../lambdas/ledger/promotion.ts')['wasGood'];

beforeAll(async () => {
  const kernel = { clock: new ScaledClock(), account: '111122223333', region: 'sa-east-1' } as unknown as Kernel;
  const dynamodb = createDynamodb(kernel);
  for (const TableName of ['ledger', 'knowngood-homologation']) {
    await dynamodb.resources['AWS::DynamoDB::Table']?.(
      {
        TableName,
        KeySchema: [
          { AttributeName: 'environment', KeyType: 'HASH' },
          { AttributeName: 'record', KeyType: 'RANGE' },
        ],
      },
      { stackName: 's', logicalId: 'l', generatedName: 'g' },
    );
  }
  endpoint = new Endpoint({
    service: (name) => (name === 'dynamodb' ? dynamodb : undefined),
    principal: () => ({ arn: 'arn:test' }),
    call: async (principal, service, operation, input) =>
      (service.handlers as Record<string, (input: unknown, call: object) => object>)[operation]?.(input, {
        principal,
      }) ?? {},
  });
  url = await endpoint.listen();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'sa-east-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    LEDGER_TABLE: 'ledger',
  });
  ({ acting } = await import('../../../lambdas/ledger/acting.ts'));
  ({ take } = await import('../../../lambdas/ledger/take.ts'));
  ({ close } = await import('../../../lambdas/ledger/close.ts'));
  table = await import('../../../lambdas/ledger/table.ts');
  ({ wasGood } = await import('../../../lambdas/ledger/promotion.ts'));
});
afterAll(() => endpoint.close());

let environments = 0;
beforeEach(() => {
  process.env['ENVIRONMENT'] = `environment-${environments++}`;
});

const taking = async (holder: string, status: 'releasing' | 'rolling-back' = 'releasing') =>
  await take({
    found: await table.readStatus(),
    status,
    holder,
    work: holder,
    now,
    incident: null,
    record: { key: `release#${holder}`, item: release({ id: holder, request: request() }) },
  });
const held = async (holder: string) => {
  const lock = await taking(holder);
  if (lock === undefined) throw new Error('not taken');
  return lock;
};

describe('the lock', () => {
  it('must bite: without its condition two takers both believe they hold the environment', async () => {
    const client = new DynamoDBClient({});
    const put = (holder: string) =>
      client.send(
        new PutItemCommand({
          TableName: 'ledger',
          Item: { environment: { S: 'unguarded' }, record: { S: 'status' }, holder: { S: holder } },
        }),
      );
    await expect(Promise.all([put('a'), put('b')])).resolves.toHaveLength(2);
  });

  it('is taken by exactly one of many who saw the same status', async () => {
    const found = await table.readStatus();
    const takers = Array.from({ length: 8 }, (_, n) =>
      take({
        found,
        status: 'releasing',
        holder: `e${n}`,
        work: `w${n}`,
        now,
        incident: null,
        record: { key: `release#w${n}`, item: release() },
      }),
    );
    const locks = (await Promise.all(takers)).filter((lock) => lock !== undefined);
    expect(locks).toHaveLength(1);
    expect((await table.readStatus()).holder).toBe(locks[0]?.holder);
  });

  it('has a higher fencing number at each taking', async () => {
    expect((await held('a')).fence).toBe(1);
    expect((await held('b')).fence).toBe(2);
  });
});

describe('an acting step', () => {
  it('writes its intent and facts before the call, and closes the intent after it', async () => {
    const lock = await held('a');
    let during: Record<string, string> = {};
    await acting({ lock, step: 'switch-service web', now, status: [[['maintenanceSince'], now]] }, async () => {
      during = (await table.readStatus()).intents;
    });
    expect(during).toEqual({ 'switch-service web': now });
    expect((await table.readStatus()).intents).toEqual({});
    expect((await table.readStatus()).maintenanceSince).toBe(now);
  });

  it('of an execution that lost the environment calls nothing', async () => {
    const old = await held('a');
    await taking('b', 'rolling-back');
    let called = false;
    const act = acting({ lock: old, step: 'stop-services web', now }, async () => {
      called = true;
    });
    await expect(act).rejects.toMatchObject({
      name: 'LockLost',
      message: expect.stringMatching(/held by b with fencing number 2; this execution is a with 1/),
    });
    expect(called).toBe(false);
  });

  it('cut off after its call leaves an open intent, which the next holder finds', async () => {
    const lock = await held('a');
    void acting({ lock, step: 'restore-database', now }, () => new Promise(() => {}));
    await expect.poll(async () => Object.keys((await table.readStatus()).intents)).toEqual(['restore-database']);
    await taking('b', 'rolling-back');
    expect(Object.keys((await table.readStatus()).intents)).toEqual(['restore-database']);
  });

  it('that fails closes its intent: nothing is in flight any more', async () => {
    const lock = await held('a');
    const act = acting({ lock, step: 'x', now }, async () => {
      throw new Error('AWS said no');
    });
    await expect(act).rejects.toThrow('AWS said no');
    expect((await table.readStatus()).intents).toEqual({});
  });
});

describe('closing', () => {
  it('frees the environment and ends the record in one transaction, and may run twice', async () => {
    const lock = await held('a');
    const closing = {
      lock,
      now,
      status: 'open',
      incident: null,
      records: [{ key: 'release#a', set: [[['outcome'], 'good']] }],
    } as const;
    await close(closing);
    await close(closing);
    expect(await table.readStatus()).toMatchObject({ status: 'open', holder: null });
    expect((await table.readRelease('a'))?.outcome).toBe('good');
  });

  it('may run twice also when somebody else has taken the environment in between', async () => {
    const lock = await held('a');
    const closing = { lock, now, status: 'open', incident: null, records: [{ key: 'release#a', set: [] }] } as const;
    await close(closing);
    await held('b');
    await close(closing);
    expect((await table.readStatus()).holder).toBe('b');
  });

  it('is refused to whoever lost the environment', async () => {
    const old = await held('a');
    await taking('b', 'rolling-back');
    await expect(
      close({ lock: old, now, status: 'open', incident: null, records: [{ key: 'release#a', set: [] }] }),
    ).rejects.toMatchObject({
      name: 'LockLost',
    });
    expect((await table.readStatus()).holder).toBe('b');
  });
});

describe('the wire', () => {
  it('tells why a transaction was cancelled', async () => {
    const failing = new DynamoDBClient({}).send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName: 'ledger',
              Key: { environment: { S: 'x' }, record: { S: 'y' } },
              ConditionExpression: 'attribute_exists(a)',
            },
          },
        ],
      }),
    );
    await expect(failing).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
  });
});

describe('promotion', () => {
  it('knows a version that was good in the other environment, and no other', async () => {
    const client = new DynamoDBClient({});
    const put = (record: string, version: string, outcome: string) =>
      client.send(
        new PutItemCommand({
          TableName: 'knowngood-homologation',
          Item: {
            environment: { S: 'homologation' },
            record: { S: record },
            version: { S: version },
            outcome: { S: outcome },
          },
        }),
      );
    await put('release#1', '1.0.0', 'good');
    await put('release#2', '2.0.0', 'rolled-back');
    await put('release#3', '3.0.0', 'unobserved');
    await put('rollback#4', '4.0.0', 'good');
    const asked = ['1.0.0', '2.0.0', '3.0.0', '4.0.0', '5.0.0'];
    const found = await Promise.all(asked.map((version) => wasGood('homologation', version)));
    expect(found).toEqual([true, false, false, false, false]);
  });
});
