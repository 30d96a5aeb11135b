import type * as ddb from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../kernel/operation.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { onItems } from './checks.ts';
import { holds } from './condition.ts';
import { type DynamodbState, keyOf, type Table, validated } from './state.ts';
import type { Placeholders } from './tokens.ts';
import { compare, type Item } from './value.ts';

export const queryOperations = (state: DynamodbState): Operations<typeof ddb> => ({
  Query: {
    access: ({ TableName }, call) => onItems(state, 'Query', TableName, call),
    handle(request) {
      const table = state.table(request.TableName);
      const { items, keys } = table;
      const placeholders = placeholdersOf(request);
      const found = [...items.values()].filter((item) =>
        validated(() => holds(request.KeyConditionExpression, item, placeholders)),
      );
      const sort = keys[1];
      if (sort !== undefined) found.sort((a, b) => compare(a[sort], b[sort]) ?? 0);
      if (request.ScanIndexForward === false) found.reverse();
      const after = request.ExclusiveStartKey && keyOf(table, request.ExclusiveStartKey);
      const from = after === undefined ? 0 : found.findIndex((item) => keyOf(table, item) === after) + 1;
      const page = found.slice(from, from + (request.Limit ?? found.length));
      // A full page names its last item even where nothing comes after it.
      const last = page.length === request.Limit ? page.at(-1) : undefined;
      return {
        ...filtered(page, request.FilterExpression, placeholders),
        ...(last === undefined ? {} : { LastEvaluatedKey: keyAttributes(table, last) }),
      };
    },
  },

  Scan: {
    access: ({ TableName }, call) => onItems(state, 'Scan', TableName, call),
    handle(request) {
      const unplayed = (['ProjectionExpression', 'IndexName'] as const).find((name) => request[name] !== undefined);
      if (unplayed !== undefined)
        throw new WireError('NotImplementedException', `the sandbox does not model ${unplayed} of Scan`, 501);
      const table = state.table(request.TableName);
      const all = [...table.items.values()];
      const after = request.ExclusiveStartKey && keyOf(table, request.ExclusiveStartKey);
      const from = after === undefined ? 0 : all.findIndex((item) => keyOf(table, item) === after) + 1;
      const page = all.slice(from, from + (request.Limit ?? all.length));
      const last = from + page.length < all.length ? page.at(-1) : undefined;
      return {
        ...filtered(page, request.FilterExpression, placeholdersOf(request)),
        ...(last === undefined ? {} : { LastEvaluatedKey: keyAttributes(table, last) }),
      };
    },
  },
});

function placeholdersOf(request: {
  readonly ExpressionAttributeNames?: Placeholders['names'];
  readonly ExpressionAttributeValues?: Placeholders['values'];
}): Placeholders {
  return { names: request.ExpressionAttributeNames, values: request.ExpressionAttributeValues };
}

/** A filter is applied to the items read; they count against the limit whether it keeps them or not. */
function filtered(page: readonly Item[], filter: string | undefined, placeholders: Placeholders) {
  const kept = page.filter((item) => validated(() => holds(filter, item, placeholders)));
  return { Items: kept, Count: kept.length, ScannedCount: page.length };
}

const keyAttributes = ({ keys }: Table, item: Item): Item =>
  Object.fromEntries(keys.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
