declare const yields: unique symbol;
const CODE = Symbol('code');

/**
 * A JSONata expression, typed by what it yields when its state runs. It is an object, because a branded string would fit
 * every field that takes a string.
 */
export interface Expression<out T> {
  readonly [CODE]: string;
  /** Type of the expression's value; for the compiler only. */
  readonly [yields]: T;
}

/**
 * An expression whose fields are expressions again: `$.release.id` is the code `$release.id`. A value that may be null has
 * no fields; see {@link present}. A union has only the fields of every member; see {@link ofKind}.
 */
export type Ref<T> = Expression<T> & (null extends T ? unknown : Fields<T>);
type Fields<T> = T extends string | number | boolean | null | undefined | readonly unknown[]
  ? unknown
  : { readonly [Key in keyof T]-?: Ref<T[Key]> };

/**
 * A value as a state gives it: an expression that yields it, a literal, or an object or list of these. A field that is
 * missing, misspelt, of another type or of a wrong member of a union does not compile. A `kind` must be a literal: by it the
 * compiler tells the members of a union apart.
 */
export type Given<T> = Expression<T> | Literal<T>;
type Literal<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Key extends 'kind' ? T[Key] : Given<T[Key]> }
      : T;

/**
 * An expression from its code. Only `operators.ts` and `context.ts` call it: everywhere else the compiler follows the types.
 */
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
 * A value that may be null, where the flow makes sure that it is not: behind a choice, or by the meaning of a decision. A
 * null fails the state that reads it; each caller says why there is none.
 */
export const present = <T>(value: Expression<T>): Ref<NonNullable<T>> => expression(codeOf(value));

export const codeOf = (value: Expression<unknown>): string => value[CODE];

const isExpression = (value: unknown): value is Expression<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Expression<unknown>>)[CODE] === 'string';

/** A state's field in the States Language: expressions between `{%` and `%}`, everything else unchanged. */
export function written(value: unknown): unknown {
  if (isExpression(value)) return `{% ${codeOf(value)} %}`;
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}
