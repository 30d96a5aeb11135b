import type jsonata from 'jsonata';
import { EvaluationError } from './errors.ts';
import { compile, type Sources, sourced } from './jsonata-functions.ts';
import { readPath } from './path.ts';

/** What an expression sees. */
export interface Scope extends Sources {
  readonly states: {
    readonly input?: unknown;
    readonly result?: unknown;
    readonly errorOutput?: unknown;
    readonly context: unknown;
  };
  readonly variables: Readonly<Record<string, unknown>>;
  /** Begins the cause of a failed evaluation: which state, entered by which event. */
  readonly where: string;
}

/** A string is an expression only when it begins with `{%` and ends with `%}`, without a blank before or after. */
const EXPRESSION = /^\{%([\s\S]*)%\}$/;
const compiled = new Map<string, jsonata.Expression>();

/** The code of an expression; undefined for a literal. */
export const codeOf = (text: unknown): string | undefined =>
  typeof text === 'string' ? EXPRESSION.exec(text)?.[1]?.trim() : undefined;

/** Evaluates every `{% … %}` string in a value, in order. @throws EvaluationError */
export async function evaluate(template: unknown, scope: Scope, location: string): Promise<unknown> {
  if (typeof template === 'string') {
    const code = codeOf(template);
    return code === undefined ? template : await run(code, scope, location);
  }
  if (Array.isArray(template)) {
    const out: unknown[] = [];
    for (const [index, item] of template.entries()) out.push(await evaluate(item, scope, `${location}[${index}]`));
    return out;
  }
  if (typeof template !== 'object' || template === null) return template;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(template)) out[key] = await evaluate(value, scope, `${location}/${key}`);
  return out;
}

/** A field's value, which must be of a kind. @throws EvaluationError */
export async function evaluateAs<T>(
  template: unknown,
  scope: Scope,
  location: string,
  kind: string,
  is: (value: unknown) => value is T,
): Promise<T> {
  const value = await evaluate(template, scope, location);
  if (is(value)) return value;
  const was = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const what = codeOf(template) === undefined ? 'The value' : `The JSONata expression '${codeOf(template)}'`;
  throw new EvaluationError(
    `${scope.where}${what} specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${kind}', but was '${was}' for value: ${JSON.stringify(value)}`,
    location,
  );
}

export const isArray = (value: unknown): value is unknown[] => Array.isArray(value);
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isString = (value: unknown): value is string => typeof value === 'string';
/** Longest time a field may give, in seconds (about three years). */
export const LONGEST_SECONDS = 99_999_999;
export const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LONGEST_SECONDS;
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0;

async function run(code: string, scope: Scope, location: string): Promise<unknown> {
  const plain = readPath(code, scope);
  if (plain !== undefined) return plain;
  const failed = (what: string): EvaluationError =>
    new EvaluationError(
      `${scope.where}The JSONata expression '${code}' specified for the field '${location}' ${what}`,
      location,
    );
  let result: unknown;
  try {
    let expression = compiled.get(code);
    if (expression === undefined) {
      expression = compile(code);
      compiled.set(code, expression);
    }
    result = await expression.evaluate(undefined, { ...scope.variables, ...sourced(scope), states: scope.states });
  } catch (thrown) {
    const { code: number, message } = thrown as { code?: string; message: string };
    throw failed(`threw an error during evaluation. ${number === undefined ? '' : `${number}: `}${message}`);
  }
  if (result === undefined) throw failed('returned nothing (undefined).');
  if (typeof result === 'string' || typeof result === 'boolean' || result === null) return result;
  if (isFunction(result)) throw failed('returned a function, which is no JSON.');
  return JSON.parse(JSON.stringify(result)) as unknown;
}

/** JSONata gives functions of its own as marked objects. */
function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);
}
