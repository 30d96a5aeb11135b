import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Placeholders, Tokens } from './tokens.ts';
import { get, type Item, type Path } from './value.ts';

/** `#a.#b`, `name.other` */
export function readPath(tokens: Tokens, { names }: Placeholders): Path {
  const path: string[] = [];
  do {
    const token = tokens.next();
    const name = token.startsWith('#') ? names?.[token] : token;
    if (name === undefined)
      throw new Error(
        `An expression attribute name used in the document path is not defined; attribute name: ${token}`,
      );
    path.push(name);
  } while (tokens.take('.'));
  return path;
}

/** A value: placeholder, path, or `size(path)`. */
export function readOperand(tokens: Tokens, item: Item, placeholders: Placeholders): AttributeValue | undefined {
  if (tokens.peek.startsWith(':')) {
    const token = tokens.next();
    const value = placeholders.values?.[token];
    if (value === undefined)
      throw new Error(`An expression attribute value used in expression is not defined; attribute value: ${token}`);
    return value;
  }
  return get(item, readPath(tokens, placeholders));
}
