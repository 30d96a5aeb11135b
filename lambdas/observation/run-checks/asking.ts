import { filled } from '../../model/carried.ts';
import type { Check } from '../../model/environment.ts';
import type { Got } from './answered.ts';

/** All checks together, tries included, end within this time: the function may run a little longer, and says which were slow. */
export const BUDGET_MS = 24_000;
/** One answer may take this long, or what its check allows. */
const ANSWER_MS = 5_000;
/** So much of an answer is looked at. */
const READ = 65_536;

/** How and until when a check is asked. */
export interface Asking {
  readonly url: string;
  /** Of every request: the bypass. */
  readonly headers: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<string, string>;
  /** Of `performance.now()`. */
  readonly until: number;
}

/** Asks once. */
export async function ask(check: Check, { url, headers, values, until }: Asking): Promise<Got> {
  const began = performance.now();
  const longest = Math.min(Math.max(ANSWER_MS, check.expect.withinMs ?? 0), Math.max(1, until - began));
  const own = Object.entries(check.headers ?? {}).map(([name, value]) => [name, filled(value, values)] as const);
  try {
    const response = await fetch(new URL(filled(check.path, values, encodeURIComponent), url), {
      method: check.method,
      headers: {
        ...(check.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...Object.fromEntries(own),
        ...headers,
        connection: 'close',
      },
      ...(check.body === undefined ? {} : { body: filled(check.body, values) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(longest),
    });
    const body = (await response.text()).slice(0, READ);
    const header = (name: string): string | null => response.headers.get(name);
    return { status: response.status, body, header, tookMs: performance.now() - began };
  } catch {
    return { status: 0, body: '', tookMs: performance.now() - began };
  }
}
