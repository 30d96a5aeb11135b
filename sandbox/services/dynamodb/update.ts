import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { readOperand, readPath } from './operand.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import { get, type Item, type Path, remove, set } from './value.ts';

/** Applies an update expression: SET (with +, -, if_not_exists, list_append), REMOVE, ADD of numbers. Operands see the old item. */
export function update(expression: string | undefined, item: Item, placeholders: Placeholders): Item {
  if (expression === undefined) return item;
  const tokens = new Tokens(expression);
  let next = item;
  while (!tokens.done) {
    const clause = tokens.next().toUpperCase();
    do {
      const path = readPath(tokens, placeholders);
      if (clause === 'REMOVE') next = remove(next, path);
      else if (clause === 'SET') {
        tokens.expect('=');
        next = set(next, path, sum(tokens, item, placeholders));
      } else if (clause === 'ADD')
        next = set(next, path, plus(get(item, path) ?? { N: '0' }, readOperand(tokens, item, placeholders), 1));
      else throw new Error(`The sandbox does not know the clause "${clause}" in update expressions.`);
    } while (tokens.take(','));
  }
  return next;
}

function sum(tokens: Tokens, item: Item, p: Placeholders): AttributeValue {
  let value = term(tokens, item, p);
  for (;;) {
    if (tokens.take('+')) value = plus(value, term(tokens, item, p), 1);
    else if (tokens.take('-')) value = plus(value, term(tokens, item, p), -1);
    else return value;
  }
}

function term(tokens: Tokens, item: Item, p: Placeholders): AttributeValue {
  if (tokens.take('if_not_exists')) {
    tokens.expect('(');
    const path: Path = readPath(tokens, p);
    tokens.expect(',');
    const fallback = present(readOperand(tokens, item, p));
    tokens.expect(')');
    return get(item, path) ?? fallback;
  }
  if (tokens.take('list_append')) {
    tokens.expect('(');
    const first = term(tokens, item, p);
    tokens.expect(',');
    const second = term(tokens, item, p);
    tokens.expect(')');
    return { L: [...(first.L ?? []), ...(second.L ?? [])] };
  }
  return present(readOperand(tokens, item, p));
}

function present(value: AttributeValue | undefined): AttributeValue {
  if (value === undefined)
    throw new Error('The provided expression refers to an attribute that does not exist in the item');
  return value;
}

function plus(a: AttributeValue, b: AttributeValue | undefined, sign: 1 | -1): AttributeValue {
  if (a.N === undefined || b?.N === undefined)
    throw new Error('An operand in the update expression has an incorrect data type');
  return { N: String(Number(a.N) + sign * Number(b.N)) };
}
