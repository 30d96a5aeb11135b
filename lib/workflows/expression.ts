declare const yields: unique symbol;
const CODE = Symbol('code');

/**
 * A JSONata expression, typed by what it yields when its state runs. It is an object: a branded string would fit every
 * field that takes a string.
 */
export interface Expression<out T> {
  readonly [CODE]: string;
  /** For the compiler: what the expression yields. */
  readonly [yields]: T;
}

/**
 * An expression whose fields are expressions again: `$.release.id` is the code `$release.id`. What may be null has no
 * fields; see {@link present}. Of a union, only the fields that every member has; see {@link ofKind}.
 */
export type Ref<T> = Expression<T> & (null extends T ? unknown : Fields<T>);
type Fields<T> = T extends string | number | boolean | null | undefined | readonly unknown[]
  ? unknown
  : { readonly [Key in keyof T]-?: Ref<T[Key]> };

/**
 * A value as a state gives it: an expression that yields it, a literal, or an object or list of these. A field that is
 * missing, misspelt, of another type or of a wrong member of a union does not compile. A `kind` is a literal: the compiler
 * tells the members of a union apart by it.
 */
export type Given<T> = Expression<T> | Literal<T>;
type Literal<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Key extends 'kind' ? T[Key] : Given<T[Key]> }
      : T;

/** An expression from its code. For `operators.ts` and `context.ts` alone: everywhere else the compiler follows the types. */
export function expression<T>(code: string): Ref<T> {
  return new Proxy({ [CODE]: code } as object, {
    get: (target, key) => (typeof key === 'symbol' ? Reflect.get(target, key) : expression(`${code}.${key}`)),
  }) as Ref<T>;
}

/** The variables of a workflow: `$.lock` is the code `$lock`. */
export function variables<T>(): { readonly [Name in keyof T]-?: Ref<T[Name]> } {
  return new Proxy({}, { get: (_, name) => expression(`$${String(name)}`) }) as {
    readonly [Name in keyof T]-?: Ref<T[Name]>;
  };
}

/**
 * What may be null, where the flow has made sure that it is not: behind a choice, or by what a decision means. A null
 * there fails the state that reads it; the place that calls this says why there is none.
 */
export const present = <T>(value: Expression<T>): Ref<NonNullable<T>> => expression(codeOf(value));

export const codeOf = (value: Expression<unknown>): string => value[CODE];

const isExpression = (value: unknown): value is Expression<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Expression<unknown>>)[CODE] === 'string';

/** A state's field as the States Language writes it: expressions between `{%` and `%}`, everything else as it is. */
export function written(value: unknown): unknown {
  if (isExpression(value)) return `{% ${codeOf(value)} %}`;
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}
