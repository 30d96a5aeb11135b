import { bypassHeaders } from '../../maintenance/bypass.ts';
import type { Check } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { failure, selected } from './answered.ts';
import { CHECKS_FAILED, type Input, type Output } from './contract.ts';

/** One lost packet must not fail a release: a failed check is tried this often, a second apart. */
const TRIES = 3;

/** Runs the checks against the application from outside, as users do; through the bypass while maintenance mode is on. */
export const handler = step<Input, Output>(async (input) => {
  const headers = input.bypass ? await bypassHeaders() : {};
  const chosen = selected(input.checks, input.affected);
  // All at the same time: one after the other, slow checks would outlast the function, and nobody would learn which they are.
  const results = await Promise.all(chosen.map((check) => tried(check, input.url, headers)));
  const failures = results.filter((failed) => failed !== undefined);
  if (failures.length > 0)
    throw new StepError(CHECKS_FAILED, `${failures.length} of ${chosen.length} checks failed: ${failures.join('; ')}.`);
  return { passed: chosen.map((check) => check.name) };
});

async function tried(check: Check, url: string, headers: Record<string, string>): Promise<string | undefined> {
  let failed: string | undefined;
  for (let n = 0; n < TRIES; n++) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
    failed = failure(check, await ask(check, url, headers));
    if (failed === undefined) return undefined;
  }
  return failed;
}

async function ask(
  check: Check,
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(new URL(check.path, url), {
      method: check.method,
      headers: {
        ...headers,
        connection: 'close',
        ...(check.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(check.body === undefined ? {} : { body: check.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, body: (await response.text()).slice(0, 65_536) };
  } catch {
    return { status: 0, body: '' };
  }
}
