import { ConditionalCheckFailedException, type Put, type Update } from '@aws-sdk/client-dynamodb';
import { holds } from './condition.ts';
import { type DynamodbState, keyOf, type Table, validated } from './state.ts';
import type { Placeholders } from './tokens.ts';
import { update } from './update.ts';
import type { Item } from './value.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** What the four kinds of writes ask for, alone and in a transaction. */
export type WriteRequest = Partial<
  Pick<
    Update,
    | 'TableName'
    | 'Key'
    | 'UpdateExpression'
    | 'ConditionExpression'
    | 'ExpressionAttributeNames'
    | 'ExpressionAttributeValues'
    | 'ReturnValuesOnConditionCheckFailure'
  >
> &
  Partial<Pick<Put, 'Item'>>;

export interface Write {
  readonly table: Table;
  readonly key: string;
  readonly condition: string | undefined;
  readonly placeholders: Placeholders;
  readonly returnOld: boolean;
  /** The item after the write; `undefined` removes it; the same item only checks. */
  apply(before: Item | undefined): Item | undefined;
}

export function writeOf(state: DynamodbState, kind: WriteKind, request: WriteRequest): Write {
  const table = state.table(request.TableName);
  const placeholders = { names: request.ExpressionAttributeNames, values: request.ExpressionAttributeValues };
  return {
    table,
    key: keyOf(table, kind === 'Put' ? request.Item : request.Key),
    condition: request.ConditionExpression,
    placeholders,
    returnOld: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    apply(before) {
      if (kind === 'Put') return request.Item;
      if (kind === 'Delete') return undefined;
      if (kind === 'ConditionCheck') return before;
      return update(request.UpdateExpression, before ?? request.Key ?? {}, placeholders);
    },
  };
}

export const itemBefore = ({ table, key }: Write): Item | undefined => table.items.get(key);

/** Whether a write's condition holds. */
export const passes = (write: Write): boolean =>
  validated(() => holds(write.condition, itemBefore(write) ?? {}, write.placeholders));

/** The item before the write, for the error of a failed condition, where the request asks for it. */
export function oldItem(write: Write): { readonly Item?: Item } {
  const before = itemBefore(write);
  return write.returnOld && before ? { Item: before } : {};
}

/** What the write makes of the item. Nothing has changed yet: an update may have an invalid path. */
export const resultOf = (write: Write): Item | undefined => validated(() => write.apply(itemBefore(write)));

export function put({ table, key }: Write, after: Item | undefined): void {
  if (after === undefined) table.items.delete(key);
  else table.items.set(key, after);
}

/** A write by itself; gives the item before it. @throws ConditionalCheckFailedException */
export function commit(write: Write): Item | undefined {
  const before = itemBefore(write);
  if (!passes(write)) {
    const message = 'The conditional request failed';
    throw new ConditionalCheckFailedException({ message, $metadata: {}, ...oldItem(write) });
  }
  put(write, resultOf(write));
  return before;
}
