import * as ddb from '@aws-sdk/client-dynamodb';
import type { AccessCheck, Call } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { keyChecks } from '../kms/use.ts';
import { holds } from './condition.ts';
import { expire } from './expiry.ts';
import type { Placeholders } from './tokens.ts';
import { Transactions } from './transactions.ts';
import { update } from './update.ts';
import { compare, type Item } from './value.ts';

interface TableState {
  readonly name: string;
  readonly arn: string;
  readonly keys: readonly string[];
  /** ARN of the customer key it is encrypted with. */
  readonly encryptedWith: string | undefined;
  readonly items: Map<string, Item>;
  /** Attribute with the second after which an item may be deleted. */
  readonly expiresBy: string | undefined;
}

interface Write {
  readonly table: TableState;
  readonly key: string;
  readonly condition: string | undefined;
  readonly placeholders: Placeholders;
  readonly returnOld: boolean;
  /** The item after the write; `undefined` removes it; the same item only checks. */
  apply(before: Item | undefined): Item | undefined;
}

/** DynamoDB tables in memory: conditional writes, transactions and queries as the ledger uses them. */
export function createDynamodb(kernel: Kernel): ServiceModel<typeof ddb> {
  const tables = new Map<string, TableState>();
  const table = (nameOrArn: string | undefined): TableState => {
    const found = tables.get(nameOrArn?.split('/').pop() ?? '');
    if (found === undefined)
      throw new ddb.ResourceNotFoundException({
        message: `Requested resource not found: Table: ${nameOrArn} not found`,
        $metadata: {},
      });
    return found;
  };
  const keyOf = (t: TableState, item: Item | undefined) => JSON.stringify(t.keys.map((name) => item?.[name]));

  const read = (w: { TableName: string | undefined; Key: Item | undefined }): Item | undefined => {
    const t = table(w.TableName);
    return t.items.get(keyOf(t, w.Key));
  };
  const passes = (write: Write, before: Item | undefined) =>
    validated(() => holds(write.condition, before ?? {}, write.placeholders));
  const commit = (write: Write): Item | undefined => {
    const before = write.table.items.get(write.key);
    if (!passes(write, before)) {
      throw new ddb.ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(write.returnOld && before ? { Item: before } : {}),
      });
    }
    const after = validated(() => write.apply(before));
    if (after === undefined) write.table.items.delete(write.key);
    else write.table.items.set(write.key, after);
    return before;
  };

  const arnOf = (name: string | undefined) =>
    name?.startsWith('arn:') ? name : `arn:aws:dynamodb:${kernel.region}:${kernel.account}:table/${name}`;
  const on = (action: string, name: string | undefined): AccessCheck => ({
    action: `dynamodb:${action}`,
    resource: arnOf(name),
  });
  /** Reading and writing an encrypted table opens its table key with the customer key, as the caller. */
  const opened = (name: string | undefined, { principal: caller }: Call): AccessCheck[] => {
    const t = tables.get(name?.split('/').pop() ?? '');
    const bound = { 'aws:dynamodb:tableName': t?.name ?? '', 'aws:dynamodb:subscriberId': kernel.account };
    return keyChecks(kernel, { key: t?.encryptedWith, via: 'dynamodb', operations: ['Decrypt'], bound, caller });
  };
  const item =
    (action: string) =>
    (input: { TableName?: string | undefined }, call: Call): AccessCheck[] => [
      on(action, input.TableName),
      ...opened(input.TableName, call),
    ];

  const writeOf = (kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck', w: TransactWrite): Write => {
    const t = table(w.TableName);
    const placeholders = { names: w.ExpressionAttributeNames, values: w.ExpressionAttributeValues };
    const key = kind === 'Put' ? w.Item : w.Key;
    return {
      table: t,
      key: keyOf(t, key),
      condition: w.ConditionExpression,
      placeholders,
      returnOld: w.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
      apply(before) {
        if (kind === 'Put') return w.Item;
        if (kind === 'Delete') return undefined;
        if (kind === 'ConditionCheck') return before;
        return update(w.UpdateExpression, before ?? w.Key ?? {}, placeholders);
      },
    };
  };

  const transactions = new Transactions(kernel.clock);
  const closing = new AbortController();
  return {
    async close() {
      closing.abort();
    },
    signingName: 'dynamodb',
    module: ddb,
    access: {
      GetItem: item('GetItem'),
      Query: item('Query'),
      Scan: item('Scan'),
      PutItem: item('PutItem'),
      UpdateItem: item('UpdateItem'),
      DeleteItem: item('DeleteItem'),
      DescribeTable: (input: { TableName?: string }) => [on('DescribeTable', input.TableName)],
      ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
      TransactWriteItems: ({ TransactItems = [] }: Partial<ddb.TransactWriteItemsCommandInput>, call: Call) =>
        TransactItems.flatMap(Object.entries).flatMap(([kind, { TableName }]: [string, { TableName?: string }]) => [
          on(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, TableName),
          ...opened(TableName, call),
        ]),
    } as ServiceModel['access'],
    handlers: {
      GetItem(input) {
        const item = read({ TableName: input.TableName, Key: input.Key });
        return item === undefined ? {} : { Item: item };
      },
      PutItem(input) {
        const before = commit(writeOf('Put', input));
        return input.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
      },
      UpdateItem(input) {
        commit(writeOf('Update', input));
        const after = read({ TableName: input.TableName, Key: input.Key });
        return input.ReturnValues === 'ALL_NEW' && after ? { Attributes: after } : {};
      },
      DeleteItem(input) {
        commit(writeOf('Delete', input));
        return {};
      },
      TransactWriteItems(input) {
        if (transactions.repeats(input)) return {};
        const writes = (input.TransactItems ?? []).flatMap((item) =>
          (Object.entries(item) as ['Put', TransactWrite][]).map(([kind, w]) => writeOf(kind, w)),
        );
        const reasons = writes.map((write): ddb.CancellationReason => {
          const before = write.table.items.get(write.key);
          if (passes(write, before)) return { Code: 'None' };
          return {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            ...(write.returnOld && before ? { Item: before } : {}),
          };
        });
        if (reasons.some((reason) => reason.Code !== 'None')) {
          throw new ddb.TransactionCanceledException({
            message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((r) => r.Code).join(', ')}]`,
            CancellationReasons: reasons,
            $metadata: {},
          });
        }
        // Every result first: an invalid path in one update leaves all untouched.
        const results = writes.map((write) => validated(() => write.apply(write.table.items.get(write.key))));
        writes.forEach((write, index) => {
          const after = results[index];
          if (after === undefined) write.table.items.delete(write.key);
          else write.table.items.set(write.key, after);
        });
        transactions.done(input);
        return {};
      },
      Query(input) {
        const t = table(input.TableName);
        const placeholders = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
        const found = [...t.items.values()].filter((item) =>
          validated(() => holds(input.KeyConditionExpression, item, placeholders)),
        );
        const sort = t.keys[1];
        if (sort !== undefined) found.sort((a, b) => compare(a[sort], b[sort]) ?? 0);
        if (input.ScanIndexForward === false) found.reverse();
        const page = found.slice(0, input.Limit ?? found.length);
        const kept = page.filter((item) => validated(() => holds(input.FilterExpression, item, placeholders)));
        return { Items: kept, Count: kept.length, ScannedCount: page.length };
      },
      Scan(input) {
        const placeholders = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
        const unplayed = (['ProjectionExpression', 'IndexName'] as const).find((name) => input[name] !== undefined);
        if (unplayed !== undefined)
          throw new WireError('NotImplementedException', `the sandbox does not model ${unplayed} of Scan`, 501);
        const t = table(input.TableName);
        const all = [...t.items.values()];
        const after = input.ExclusiveStartKey && keyOf(t, input.ExclusiveStartKey);
        const from = after === undefined ? 0 : all.findIndex((item) => keyOf(t, item) === after) + 1;
        const page = all.slice(from, from + (input.Limit ?? all.length));
        const kept = page.filter((item) => validated(() => holds(input.FilterExpression, item, placeholders)));
        const last = page.at(-1);
        return {
          Items: kept,
          Count: kept.length,
          ScannedCount: page.length,
          ...(last !== undefined && from + page.length < all.length
            ? {
                LastEvaluatedKey: Object.fromEntries(
                  t.keys.flatMap((name) => (last[name] ? [[name, last[name]]] : [])),
                ),
              }
            : {}),
        };
      },
      DescribeTable(input) {
        const t = table(input.TableName);
        const KeySchema = t.keys.map((AttributeName, index) => ({
          AttributeName,
          KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
        }));
        return {
          Table: { TableName: t.name, TableArn: t.arn, TableStatus: 'ACTIVE', KeySchema, ItemCount: t.items.size },
        };
      },
      ListTables: () => ({ TableNames: [...tables.keys()] }),
    },
    resources: {
      'AWS::DynamoDB::Table': (properties, { generatedName }) => {
        const name: string = properties['TableName'] ?? generatedName;
        const schema = properties['KeySchema'] as { AttributeName: string; KeyType: string }[];
        const keys = [...schema].sort((a) => (a.KeyType === 'HASH' ? -1 : 1)).map((key) => key.AttributeName);
        const encryptedWith: string | undefined = properties['SSESpecification']?.KMSMasterKeyId;
        const ttl = properties['TimeToLiveSpecification'] as { AttributeName: string; Enabled: boolean } | undefined;
        const made: TableState = {
          name,
          arn: arnOf(name),
          keys,
          encryptedWith,
          items: new Map(),
          expiresBy: ttl?.Enabled === true ? ttl.AttributeName : undefined,
        };
        tables.set(name, made);
        if (made.expiresBy !== undefined) void expire(kernel.clock, made.items, made.expiresBy, closing.signal);
        return { ref: name, attributes: { Arn: arnOf(name) } };
      },
    },
  };
}

type TransactWrite = Partial<
  Pick<
    ddb.Update,
    | 'TableName'
    | 'Key'
    | 'UpdateExpression'
    | 'ConditionExpression'
    | 'ExpressionAttributeNames'
    | 'ExpressionAttributeValues'
    | 'ReturnValuesOnConditionCheckFailure'
  >
> &
  Partial<Pick<ddb.Put, 'Item'>>;

/** DynamoDB's own error for an expression it cannot use. */
function validated<T>(evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    throw new WireError('ValidationException', (error as Error).message);
  }
}
