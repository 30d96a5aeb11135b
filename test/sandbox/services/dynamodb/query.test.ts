import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Kernel } from '../../../../sandbox/kernel/kernel.ts';
import { createDynamodb } from '../../../../sandbox/services/dynamodb/dynamodb.ts';
import { create } from '../../processes/fake-kernel.ts';

const caller = { principal: { arn: 'arn:aws:iam::1:user/person' } };

describe('a query of more items than its limit', () => {
  let query: (input: Partial<QueryCommandInput>) => Promise<QueryCommandOutput>;
  beforeEach(async () => {
    const kernel = { clock: { now: () => 0 }, account: '111122223333', region: 'sa-east-1' } as unknown as Kernel;
    const dynamodb = createDynamodb(kernel);
    await create(dynamodb, 'AWS::DynamoDB::Table', {
      TableName: 'ledger',
      KeySchema: [
        { AttributeName: 'environment', KeyType: 'HASH' },
        { AttributeName: 'record', KeyType: 'RANGE' },
      ],
    });
    for (const [environment, record] of [
      ['a', 'r1'],
      ['b', 'r9'],
      ['a', 'r2'],
      ['a', 'r3'],
      ['a', 'r4'],
    ] as const) {
      const Item = { environment: { S: environment }, record: { S: record } };
      await dynamodb.handlers.PutItem?.({ TableName: 'ledger', Item }, caller);
    }
    query = async (input) => {
      const asked = {
        TableName: 'ledger',
        KeyConditionExpression: 'environment = :e',
        ExpressionAttributeValues: { ':e': { S: 'a' } },
        ...input,
      };
      return (await dynamodb.handlers.Query?.(asked, caller)) as QueryCommandOutput;
    };
  });
  const records = ({ Items = [] }: QueryCommandOutput) => Items.map(({ record }) => record?.S);

  it.each([
    ['forward', true, [['r1', 'r2', 'r3'], ['r4']]],
    ['backward', false, [['r4', 'r3', 'r2'], ['r1']]],
  ] as const)('goes on after the last one it read, %s', async (_way, ScanIndexForward, pages) => {
    const first = await query({ Limit: 3, ScanIndexForward });
    const second = await query({ Limit: 3, ScanIndexForward, ExclusiveStartKey: first.LastEvaluatedKey });
    expect([records(first), records(second)]).toEqual(pages);
    expect(second.LastEvaluatedKey).toBeUndefined();
  });

  it('counts what its filter leaves out: a page may be empty, and more may follow', async () => {
    const filter = { FilterExpression: 'record = :r', Limit: 2 };
    const ExpressionAttributeValues = { ':e': { S: 'a' }, ':r': { S: 'r4' } };
    const first = await query({ ...filter, ExpressionAttributeValues });
    expect(records(first)).toEqual([]);
    const ExclusiveStartKey = first.LastEvaluatedKey;
    expect(records(await query({ ...filter, ExpressionAttributeValues, ExclusiveStartKey }))).toEqual(['r4']);
  });

  it('names the last item of a full page even where nothing follows, and then has no more', async () => {
    const full = await query({ Limit: 4 });
    expect(full.LastEvaluatedKey).toEqual({ environment: { S: 'a' }, record: { S: 'r4' } });
    const after = await query({ Limit: 4, ExclusiveStartKey: full.LastEvaluatedKey });
    expect([records(after), after.LastEvaluatedKey]).toEqual([[], undefined]);
  });
});
