import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;
export type Path = readonly string[];

/** The value at a path of map members; `undefined` where there is none. */
export function get(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item } as AttributeValue;
  for (const name of path) value = value?.M?.[name];
  return value;
}

/** A copy of the item with the path set. @throws Error as DynamoDB does when a parent is no map */
export function set(item: Item, path: Path, value: AttributeValue): Item {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return { ...item, [first]: value };
  const parent = item[first]?.M;
  if (parent === undefined)
    throw new Error('The document path provided in the update expression is invalid for update');
  return { ...item, [first]: { M: set(parent, rest, value) } };
}

export function remove(item: Item, path: Path): Item {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const { [first]: _gone, ...kept } = item;
    return kept;
  }
  const parent = item[first]?.M;
  return parent === undefined ? item : { ...item, [first]: { M: remove(parent, rest) } };
}

/** -1, 0, 1 for two scalars of one type; `undefined` when they cannot be ordered. */
export function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number | undefined {
  if (a?.N !== undefined && b?.N !== undefined) return Math.sign(Number(a.N) - Number(b.N));
  if (a?.S !== undefined && b?.S !== undefined) return a.S < b.S ? -1 : a.S > b.S ? 1 : 0;
  return undefined;
}

export function equal(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (a?.N !== undefined && b?.N !== undefined) return Number(a.N) === Number(b.N);
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
