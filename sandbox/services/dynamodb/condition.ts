import { readOperand, readPath } from './operand.ts';
import { type Placeholders, Tokens } from './tokens.ts';
import { compare, equal, get, type Item } from './value.ts';

/** Evaluates a condition, key condition or filter expression. An unknown function is refused by name. */
export function holds(expression: string | undefined, item: Item, placeholders: Placeholders): boolean {
  if (expression === undefined || expression === '') return true;
  const tokens = new Tokens(expression);
  const result = or(tokens, item, placeholders);
  if (!tokens.done) throw new Error(`Invalid expression: Syntax error; token: "${tokens.peek}"`);
  return result;
}

function or(tokens: Tokens, item: Item, p: Placeholders): boolean {
  let result = and(tokens, item, p);
  while (tokens.take('OR')) result = and(tokens, item, p) || result;
  return result;
}

function and(tokens: Tokens, item: Item, p: Placeholders): boolean {
  let result = not(tokens, item, p);
  while (tokens.take('AND')) result = not(tokens, item, p) && result;
  return result;
}

function not(tokens: Tokens, item: Item, p: Placeholders): boolean {
  if (tokens.take('NOT')) return !not(tokens, item, p);
  if (tokens.take('(')) {
    const result = or(tokens, item, p);
    tokens.expect(')');
    return result;
  }
  return primary(tokens, item, p);
}

function primary(tokens: Tokens, item: Item, p: Placeholders): boolean {
  const word = tokens.peek.toLowerCase();
  if (['attribute_exists', 'attribute_not_exists', 'begins_with', 'contains'].includes(word)) {
    tokens.next();
    tokens.expect('(');
    const path = readPath(tokens, p);
    const value = get(item, path);
    if (word.startsWith('attribute')) {
      tokens.expect(')');
      return (value !== undefined) === (word === 'attribute_exists');
    }
    tokens.expect(',');
    const operand = readOperand(tokens, item, p);
    tokens.expect(')');
    if (word === 'begins_with') return value?.S?.startsWith(operand?.S ?? '\0') ?? false;
    return value?.S?.includes(operand?.S ?? '\0') ?? value?.L?.some((member) => equal(member, operand)) ?? false;
  }
  const left = readOperand(tokens, item, p);
  if (tokens.take('(')) throw new Error(`The sandbox does not know the function "${word}" in expressions.`);
  if (tokens.take('BETWEEN')) {
    const low = compare(left, readOperand(tokens, item, p));
    tokens.expect('AND');
    const high = compare(left, readOperand(tokens, item, p));
    return low !== undefined && high !== undefined && low >= 0 && high <= 0;
  }
  const operator = tokens.next();
  const right = readOperand(tokens, item, p);
  const order = compare(left, right);
  switch (operator) {
    case '=':
      return equal(left, right);
    case '<>':
      return !equal(left, right);
    case '<':
      return order !== undefined && order < 0;
    case '<=':
      return order !== undefined && order <= 0;
    case '>':
      return order !== undefined && order > 0;
    case '>=':
      return order !== undefined && order >= 0;
    default:
      throw new Error(`The sandbox does not know the comparator "${operator}" in expressions.`);
  }
}
