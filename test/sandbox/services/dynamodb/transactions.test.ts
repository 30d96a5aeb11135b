import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Kernel } from '../../../../sandbox/kernel/kernel.ts';
import { createDynamodb } from '../../../../sandbox/services/dynamodb/dynamodb.ts';
import { create } from '../../processes/fake-kernel.ts';

describe('a transaction that is sent again', () => {
  let now = 0;
  let write: (input: TransactWriteItemsCommandInput) => Promise<unknown>;
  const take = (
    more: Partial<TransactWriteItemsCommandInput> = {},
    holder = 'release',
  ): TransactWriteItemsCommandInput => ({
    TransactItems: [
      {
        Put: {
          TableName: 'ledger',
          Item: { pk: { S: 'lock' }, holder: { S: holder } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ],
    ...more,
  });
  beforeEach(async () => {
    now = 0;
    const kernel = {
      clock: { now: () => now, sleep: async () => {} },
      account: '111122223333',
      region: 'sa-east-1',
    } as unknown as Kernel;
    const dynamodb = createDynamodb(kernel);
    await create(dynamodb, 'AWS::DynamoDB::Table', {
      TableName: 'ledger',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    });
    write = async (input) =>
      await dynamodb.handlers.TransactWriteItems?.(input, { principal: { arn: 'arn:aws:iam::1:user/person' } });
  });

  it('is answered as the first was, for ten minutes: an SDK that lost the answer does not find the lock taken', async () => {
    await write(take({ ClientRequestToken: 'a' }));
    now = 9 * 60_000;
    await expect(write(take({ ClientRequestToken: 'a' }))).resolves.toEqual({});
    now = 11 * 60_000;
    await expect(write(take({ ClientRequestToken: 'a' }))).rejects.toThrow(/ConditionalCheckFailed/);
  });
  it('without its token is another one, and finds the lock taken', async () => {
    await write(take());
    await expect(write(take())).rejects.toThrow(/ConditionalCheckFailed/);
  });
  it('with other writes is refused', async () => {
    await write(take({ ClientRequestToken: 'a' }));
    await expect(write(take({ ClientRequestToken: 'a' }, 'rollback'))).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });
  it('after it was cancelled is tried afresh', async () => {
    await write(take());
    await expect(write(take({ ClientRequestToken: 'b' }))).rejects.toThrow(/ConditionalCheckFailed/);
    await expect(write(take({ ClientRequestToken: 'b' }))).rejects.toThrow(/ConditionalCheckFailed/);
  });
});

describe('a write while a transaction is under way for its item', () => {
  const who = { principal: { arn: 'arn:aws:iam::1:user/person' } };
  const key = { pk: { S: 'status' } };
  const item = { TableName: 'ledger', Key: key, UpdateExpression: 'SET a = :a' };
  const values = { ExpressionAttributeValues: { ':a': { S: 'x' } } };
  let answer: () => void;
  let handlers: ReturnType<typeof createDynamodb>['handlers'];
  beforeEach(async () => {
    const sleep = () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      });
    const kernel = { clock: { now: () => 0, sleep }, account: '111122223333', region: 'sa-east-1' };
    const dynamodb = createDynamodb(kernel as unknown as Kernel);
    await create(dynamodb, 'AWS::DynamoDB::Table', {
      TableName: 'ledger',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    });
    handlers = dynamodb.handlers;
  });
  const transact = async () =>
    await handlers.TransactWriteItems?.({ TransactItems: [{ Update: { ...item, ...values } }] }, who);
  const update = async () => await handlers.UpdateItem?.({ ...item, ...values }, who);

  it('is refused, in a transaction of its own or alone, until that one has answered', async () => {
    const first = transact();
    await expect(transact()).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
    await expect(update()).rejects.toMatchObject({ name: 'TransactionConflictException' });
    answer();
    await first;
    await expect(update()).resolves.toEqual({});
  });

  it('of another item goes through', async () => {
    const first = transact();
    await expect(
      (async () => await handlers.UpdateItem?.({ ...item, ...values, Key: { pk: { S: 'other' } } }, who))(),
    ).resolves.toEqual({});
    answer();
    await first;
  });
});
