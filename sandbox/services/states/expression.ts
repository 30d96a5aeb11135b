import type jsonata from 'jsonata';
import { EvaluationError } from './errors.ts';
import { parsed } from './history.ts';
import { compile, sourced } from './jsonata-functions.ts';
import { readPath } from './path.ts';
import { readPlain } from './plain-expression.ts';
import type { Scope } from './scope.ts';

/** A string is an expression only when it begins with `{%` and ends with `%}`, without a blank before or after. */
const EXPRESSION = /^\{%([\s\S]*)%\}$/;
const compiled = new Map<string, jsonata.Expression>();

/** The code of an expression; undefined for a literal. */
export const codeOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text.startsWith('{%') ? EXPRESSION.exec(text)?.[1]?.trim() : undefined;

/** Evaluates every `{% … %}` string in a value, in order. @throws EvaluationError */
export async function evaluate(template: unknown, scope: Scope, location: string): Promise<unknown> {
  const later: Later[] = [];
  const whole: Record<'value', unknown> = { value: undefined };
  put(whole, 'value', template, { scope, later }, location);
  for (const { code, location: where, into, key } of later) into[key] = await run(code, scope, where);
  return whole.value;
}

/** An expression for JSONata, and where its value belongs. */
interface Later {
  readonly code: string;
  readonly location: string;
  readonly into: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Puts a template's value where it belongs; expressions that need JSONata are left for later. */
function put(
  into: Record<string | number, unknown>,
  key: string | number,
  template: unknown,
  { scope, later }: { readonly scope: Scope; readonly later: Later[] },
  location: string,
): void {
  if (typeof template === 'string') {
    const code = codeOf(template);
    into[key] = code === undefined ? template : readWithout(code, scope);
    if (code !== undefined && into[key] === undefined) later.push({ code, location, into, key });
  } else if (Array.isArray(template)) {
    const out: unknown[] = [];
    into[key] = out;
    for (const [index, item] of template.entries())
      put(out as unknown as Record<number, unknown>, index, item, { scope, later }, `${location}[${index}]`);
  } else if (typeof template === 'object' && template !== null) {
    const out: Record<string, unknown> = {};
    into[key] = out;
    for (const name of Object.keys(template))
      put(out, name, template[name as keyof typeof template], { scope, later }, `${location}/${name}`);
  } else {
    into[key] = template;
  }
}

/** The value that needs no JSONata; undefined: it does. */
function readWithout(code: string, scope: Scope): unknown {
  const value = readPath(code, scope);
  return value === undefined ? readPlain(code, scope) : value;
}

/** The value of a field that takes only one kind of value. @throws EvaluationError */
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
    result = await expression.evaluate(undefined, visible(code, scope));
  } catch (thrown) {
    const { code: number, message } = thrown as { code?: string; message: string };
    throw failed(`threw an error during evaluation. ${number === undefined ? '' : `${number}: `}${message}`);
  }
  if (result === undefined) throw failed('returned nothing (undefined).');
  if (typeof result === 'string' || typeof result === 'boolean' || result === null) return result;
  if (isFunction(result)) throw failed('returned a function, which is no JSON.');
  return parsed(JSON.stringify(result));
}

/** Names that a code may read; more than it does (in a text, of its own functions' arguments) do no harm. */
const named = new Map<string, readonly string[]>();

function namesIn(code: string): readonly string[] {
  const known = named.get(code) ?? [...new Set(Array.from(code.matchAll(/\$(\w+)/g), ([, name = '']) => name))];
  named.set(code, known);
  return known;
}

/** Of what an expression sees, as much as it names: binding all of it takes as long as the evaluation. */
function visible(code: string, scope: Scope): Record<string, unknown> {
  const { variables } = scope;
  const sources: Record<string, unknown> = sourced(scope);
  const seen: Record<string, unknown> = { states: scope.states };
  for (const name of namesIn(code)) {
    if (name === 'states') continue;
    if (name in sources) seen[name] = sources[name];
    else if (name in variables) seen[name] = variables[name];
  }
  return seen;
}

/** JSONata returns functions as marked objects. */
function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);
}
