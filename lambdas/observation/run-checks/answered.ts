import type { Check } from '../../model/environment.ts';
import { valueAt } from './json-path.ts';
import { hasMatch } from './matching.ts';

/** Smoke checks always run; the others when their functionality is affected. */
export const selected = <One extends Pick<Check, 'smoke' | 'functionality'>>(
  checks: readonly One[],
  affected: readonly string[],
): One[] => checks.filter((check) => check.smoke || affected.includes(check.functionality));

/** What a check got. Status 0: no answer in time. */
export interface Got {
  readonly status: number;
  readonly body: string;
  readonly header?: (name: string) => string | null;
  readonly tookMs?: number;
}

/**
 * What the check got and expected; `undefined`: it passed. Of an answer only what the configuration asks about is shown:
 * the rest may be anybody's data.
 */
export function failure(check: Check, got: Got): string | undefined {
  const { status } = check.expect;
  const why = got.status === status ? wrongAnswer(check, got) : wrongStatus(status, got);
  return why === undefined ? undefined : `${called(check)}: ${why}`;
}

/** With the names of carried values, never with the values. */
export const called = ({ name, method, path }: Check): string => `"${name}" (${method} ${path})`;

function wrongStatus(expected: number, { status, tookMs }: Got): string {
  const after = status === 0 && tookMs !== undefined ? ` (no answer after ${seconds(tookMs)})` : '';
  return `status ${status}${after}; expected ${expected}`;
}

function wrongAnswer({ expect, keep = {} }: Check, { body, header, tookMs = 0 }: Got): string | undefined {
  const { includes, headers = {}, json = {}, matches, withinMs } = expect;
  if (includes !== undefined && !body.includes(includes)) return `the answer does not contain "${includes}"`;
  for (const [name, value] of Object.entries(headers))
    if (header?.(name) !== value)
      return `header ${name} is ${show(header?.(name) ?? undefined)}; expected ${show(value)}`;
  for (const [path, value] of Object.entries(json))
    if (valueAt(body, path) !== value)
      return `${path} of the answer is ${show(valueAt(body, path))}; expected ${show(value)}`;
  const found = matches === undefined || hasMatch(matches, body);
  if (found === null) return `the answer was searched for /${matches}/ for too long; expected a simpler expression`;
  if (!found) return `the answer does not match /${matches}/`;
  if (withinMs !== undefined && tookMs > withinMs)
    return `it took ${seconds(tookMs)}; expected at most ${seconds(withinMs)}`;
  const missing = Object.entries(keep).find(([, path]) => !isText(valueAt(body, path)));
  return missing === undefined
    ? undefined
    : `${missing[1]} of the answer is no text or number; expected one to keep as "${missing[0]}"`;
}

const isText = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number';

/** The values that a check keeps of its answer. */
export const kept = ({ keep = {} }: Check, body: string): [string, string][] =>
  Object.entries(keep).map(([name, path]) => [name, String(valueAt(body, path))]);

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const show = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : typeof value === 'object' && value !== null
      ? 'no single value'
      : JSON.stringify(value).slice(0, 80);
