import { codeOf, type Expression, expression, type Ref } from './expression.ts';

/**
 * Building blocks of expressions. An expression only picks and compares; a business rule belongs in a step, with a table of
 * tests.
 */

type Primitive = string | number | boolean | null;

/** A literal inside an expression. */
const literal = (value: Primitive): string =>
  typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll("'", '\\u0027')}'` : String(value);

export const equals = <T extends Primitive>(value: Expression<T>, other: NoInfer<T>): Expression<boolean> =>
  expression(`${codeOf(value)} = ${literal(other)}`);

export const differs = <T>(value: Expression<T>, other: NoInfer<T> & Primitive): Expression<boolean> =>
  expression(`${codeOf(value)} != ${literal(other)}`);

export const isOneOf = <T extends Primitive>(
  value: Expression<T>,
  others: readonly NoInfer<T>[],
): Expression<boolean> => expression(`${codeOf(value)} in [${others.map(literal).join(', ')}]`);

export const not = (condition: Expression<boolean>): Expression<boolean> => expression(`$not(${codeOf(condition)})`);

/** Conditions are joined without parentheses: use {@link grouped} to mix `or` and `and`. */
export const or = (...conditions: readonly Expression<boolean>[]): Expression<boolean> =>
  expression(conditions.map(codeOf).join(' or '));
export const and = (...conditions: readonly Expression<boolean>[]): Expression<boolean> =>
  expression(conditions.map(codeOf).join(' and '));

export const hasItems = (list: Expression<readonly unknown[]>): Expression<boolean> =>
  expression(`$count(${codeOf(list)}) > 0`);
/**
 * A value of one member of a union if the expression is that member; otherwise another value.
 * @example ofKind($.trigger, 'person', (person) => person.to, '')
 */
export function ofKind<
  T extends { readonly kind: string },
  Kind extends T['kind'],
  Result,
  Member extends Extract<T, { readonly kind: Kind }> = Extract<T, { readonly kind: Kind }>,
>(
  value: Expression<T>,
  kind: Kind,
  field: (member: Ref<Member>) => Expression<Result>,
  otherwise: NoInfer<Result> & Primitive,
): Expression<Result> {
  const found = expression<Member>(codeOf(value));
  return expression(`${codeOf(value)}.kind = ${literal(kind)} ? ${codeOf(field(found))} : ${literal(otherwise)}`);
}

/** A list with one more item, or with all items of another list. */
export const append = <Item>(
  list: Expression<readonly Item[]>,
  more: Expression<NoInfer<Item>> | Expression<readonly NoInfer<Item>[]>,
): Expression<readonly Item[]> => expression(`$append(${codeOf(list)}, ${codeOf(more)})`);

/** Those items of a list whose number is the one asked for, `otherwise` being that of an item without one; a list also where it is one item, or none. */
export const numbered = <Key extends string, Item extends { readonly [Name in Key]?: number }>(
  list: Expression<readonly Item[]>,
  field: Key,
  otherwise: number,
  value: Expression<number>,
): Expression<readonly Item[]> =>
  expression(`[${codeOf(list)}[($exists(${field}) ? ${field} : ${otherwise}) = ${codeOf(value)}]]`);

/** The names of a list's items: a list also of one. */
export const namesOf = (list: Expression<readonly { readonly name: string }[]>): Expression<readonly string[]> =>
  expression(`[${codeOf(list)}.name]`);

/** A list of named items as a record: name -> one field. */
export const fieldByName = <Item extends { readonly name: string }, Key extends keyof Item & string>(
  list: Expression<readonly Item[]>,
  field: Key,
): Expression<Readonly<Record<string, Item[Key]>>> => expression(`$merge(${codeOf(list)}.{name: ${field}})`);

/** A record with some of its fields replaced. */
export const withFields = <T, Key extends keyof T & string>(
  record: Expression<T>,
  fields: { readonly [Name in Key]: Expression<T[Name]> },
): Expression<T> => expression(`$merge([${codeOf(record)}, ${recordOf(fields)}])`);

/** A record with one of its fields replaced by an object of expressions. */
export const withObject = <T, Key extends keyof T & string>(
  record: Expression<T>,
  field: Key,
  object: { readonly [Name in keyof NonNullable<T[Key]>]: Expression<NonNullable<T[Key]>[Name]> },
): Expression<T> => expression(`$merge([${codeOf(record)}, {'${field}': ${recordOf(object)}}])`);

const recordOf = (fields: Readonly<Record<string, Expression<unknown>>>): string =>
  `{${Object.entries(fields)
    .map(([name, value]) => `'${name}': ${codeOf(value)}`)
    .join(', ')}}`;

/** A text inside an expression. */
export const text = <T extends string>(value: T): Expression<T> => expression(literal(value));

/** Always a list: JSONata turns a list with one item into that item. */
export const listOf = <Item>(list: Expression<readonly Item[]>): Expression<readonly Item[]> =>
  expression(`[${codeOf(list)}]`);

/** Fields as JSON in a string. */
export const asText = (fields: Readonly<Record<string, Expression<unknown>>>): Expression<string> =>
  expression(
    `$string({${Object.entries(fields)
      .map(([name, value]) => `${literal(name)}: ${codeOf(value)}`)
      .join(', ')}})`,
  );

/** Whether a value is one member of a union and the condition holds for it. */
export function isMember<
  T extends { readonly kind: string },
  Kind extends T['kind'],
  Member extends Extract<T, { readonly kind: Kind }> = Extract<T, { readonly kind: Kind }>,
>(value: Expression<T>, kind: Kind, condition: (member: Ref<Member>) => Expression<boolean>): Expression<boolean> {
  const found = expression<Member>(codeOf(value));
  return expression(`${codeOf(value)}.kind = ${literal(kind)} and ${codeOf(condition(found))}`);
}
