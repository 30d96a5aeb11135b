import { bypassHeaders } from '../../maintenance/bypass.ts';
import { keeperOf, needed, withKeepers } from '../../model/carried.ts';
import type { Check } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { called, failure, kept, selected } from './answered.ts';
import { type Asking, ask, BUDGET_MS } from './asking.ts';
import { CHECKS_FAILED, type Input, type Output } from './contract.ts';

/** One lost packet must not fail a release: a failed check is tried this often unless it says otherwise, a second apart. */
const TRIES = 3;
const BETWEEN_MS = 1_000;

/** How a check ended: what it kept, or why it failed. */
type Ended = { readonly values: readonly (readonly [string, string])[] } | { readonly failed: string };

/** Runs the checks against the application from outside, as users do; through the bypass while maintenance mode is on. */
export const handler = step<Input, Output>(async (input) => {
  const headers = input.bypass ? await bypassHeaders() : {};
  const chosen = withKeepers(selected(input.checks, input.affected), input.checks);
  const asking = { url: input.url, headers, until: performance.now() + BUDGET_MS };
  // All at the same time: one after the other, slow checks would outlast the function, and nobody would learn which they are.
  const running = new Map<Check, Promise<Ended>>();
  for (const check of chosen) running.set(check, afterKeepers(check, chosen, running, asking));
  const results = await Promise.all(running.values());
  const failures = results.flatMap((result) => ('failed' in result ? [result.failed] : []));
  if (failures.length > 0)
    throw new StepError(CHECKS_FAILED, `${failures.length} of ${chosen.length} checks failed: ${failures.join('; ')}.`);
  const tasks = selected(input.checkTasks ?? [], input.affected).map(({ name }) => ({
    ...{ name, task: null, attempt: 0, askedSince: null, startedAt: null },
  }));
  return { passed: chosen.map((check) => check.name), tasks };
});

/** Waits for the checks whose values it needs. They stand before it in the configuration, so they run already. */
async function afterKeepers(
  check: Check,
  chosen: readonly Check[],
  running: ReadonlyMap<Check, Promise<Ended>>,
  asking: Omit<Asking, 'values'>,
): Promise<Ended> {
  const values = new Map<string, string>();
  for (const name of needed(check)) {
    const keeper = keeperOf(chosen, name);
    const ended = keeper === undefined ? undefined : await running.get(keeper);
    if (keeper === undefined || ended === undefined || 'failed' in ended)
      return {
        failed: `${called(check)}: not asked, because "${keeper?.name ?? name}", whose "${name}" it needs, failed`,
      };
    for (const [kept, value] of ended.values) values.set(kept, value);
  }
  return await tried(check, { ...asking, values });
}

async function tried(check: Check, asking: Asking): Promise<Ended> {
  const tries = check.tries ?? TRIES;
  let failed = `${called(check)}: not asked, because the ${BUDGET_MS / 1_000} s of all checks were over`;
  for (let n = 0; n < tries && performance.now() < asking.until; n++) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    const got = await ask(check, asking);
    const why = failure(check, got);
    if (why === undefined) return { values: kept(check, got.body) };
    failed = why;
  }
  return { failed };
}
