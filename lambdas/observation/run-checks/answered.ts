import type { Check } from '../../model/environment.ts';

/** Smoke checks always run; the others when their functionality is affected. */
export const selected = (checks: readonly Check[], affected: readonly string[]): Check[] =>
  checks.filter((check) => check.smoke || affected.includes(check.functionality));

/** What the check got and expected; `undefined`: it passed. */
export function failure(check: Check, got: { readonly status: number; readonly body: string }): string | undefined {
  const { status, includes } = check.expect;
  if (got.status !== status)
    return `"${check.name}" (${check.method} ${check.path}): status ${got.status}; expected ${status}`;
  if (includes !== undefined && !got.body.includes(includes))
    return `"${check.name}" (${check.method} ${check.path}): the answer does not contain "${includes}"`;
  return undefined;
}
