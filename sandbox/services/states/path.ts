import type { Scope } from './scope.ts';

/** `$name.field.field`: two of three expressions of a workflow are no more than that. */
const PATH = /^\$[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/;
/** Names that always mean functions. */
const FUNCTIONS = new Set(['now', 'millis', 'random', 'uuid', 'eval']);
const parsed = new Map<string, readonly string[] | undefined>();

function stepsOf(code: string): readonly string[] | undefined {
  if (parsed.has(code)) return parsed.get(code);
  const steps = PATH.test(code) ? code.slice(1).split('.') : undefined;
  parsed.set(code, steps === undefined || FUNCTIONS.has(steps[0] ?? '') ? undefined : steps);
  return parsed.get(code);
}

/**
 * The value of a plain path, the same that JSONata gives, without running JSONata. Undefined where only JSONata can tell:
 * the expression is more than a path, an array is on the way, a field is missing.
 */
export function readPath(code: string, scope: Scope): unknown {
  const steps = stepsOf(code);
  if (steps === undefined) return undefined;
  const [first = '', ...fields] = steps;
  return readPlaces(first, fields, scope, undefined);
}

/** The value of a path, or undefined if a field is missing on it; `left` where only JSONata can tell. */
export function readPlaces(
  first: string,
  fields: readonly string[],
  { states, variables }: Scope,
  left: symbol | undefined,
): unknown {
  let value: unknown = first === 'states' ? states : variables[first];
  if (value === undefined || FUNCTIONS.has(first)) return left;
  for (const field of fields) {
    if (!isPlain(value)) return isSingle(value) ? undefined : left;
    if (!Object.hasOwn(value, field)) return field in value ? left : undefined;
    value = value[field];
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : left;
  if (isSingle(value) || value === undefined) return value;
  return (isPlain(value) || Array.isArray(value)) && value !== states ? value : left;
}

const isSingle = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
