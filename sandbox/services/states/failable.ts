import type { FailableState, Retrier } from './asl.ts';
import { runMap, runParallel } from './children.ts';
import { asStatesError, Ended, errorMatches, type StatesError } from './errors.ts';
import { leave, type Step } from './leave.ts';
import { attemptsOf, retryDelay } from './retry.ts';
import type { Run, Visit } from './run.ts';
import { runTask } from './task.ts';

/** Runs a Task, Parallel or Map: the work, then its Retry, then its Catch. Retries are counted per retrier and visit. */
export async function runFailable(run: Run, state: FailableState, visit: Visit): Promise<Step> {
  const retried = new Map<Retrier, number>();
  for (;;) {
    try {
      const result = await work(run, state, visit);
      return await leave(visit, state, { next: state.Next, fallback: result, more: { result } });
    } catch (thrown) {
      if (thrown instanceof Ended) throw thrown;
      visit.signal.throwIfAborted();
      const failure = asStatesError(thrown);
      visit.recordEvaluation(failure);
      if (await isRetried(run, state, visit, failure, retried)) continue;
      if (state.Type !== 'Task') run.history.add(visit.place, { type: `${state.Type}StateFailed` });
      // A result that was too large would be again: a redrive runs all branches anew (Developer Guide, redrive-executions).
      if (failure.error === 'States.DataLimitExceeded') visit.place.children = undefined;
      const index = state.Catch?.findIndex((catcher) => errorMatches(catcher.ErrorEquals, failure)) ?? -1;
      const catcher = state.Catch?.[index];
      if (catcher === undefined) throw failure;
      const errorOutput = failure.output;
      const way = { next: catcher.Next, fallback: errorOutput, more: { errorOutput }, field: `Catch[${index}]/` };
      return await leave(visit, catcher, way);
    }
  }
}

async function work(run: Run, state: FailableState, visit: Visit): Promise<unknown> {
  switch (state.Type) {
    case 'Task':
      return await runTask(run, state, visit);
    case 'Parallel':
      return await runParallel(run, state, visit);
    case 'Map':
      return await runMap(run, state, visit);
  }
}

/** Waits as the first matching retrier says, if it has attempts left. */
async function isRetried(
  run: Run,
  state: FailableState,
  visit: Visit,
  failure: StatesError,
  retried: Map<Retrier, number>,
): Promise<boolean> {
  const retrier = state.Retry?.find(({ ErrorEquals }) => errorMatches(ErrorEquals, failure));
  if (retrier === undefined) return false;
  const before = retried.get(retrier) ?? 0;
  if (before >= attemptsOf(retrier)) return false;
  retried.set(retrier, before + 1);
  await run.clock.sleep(retryDelay(retrier, before, run.random) * 1_000, visit.signal);
  visit.retries++;
  // Another attempt begins with all its branches.
  visit.place.children = undefined;
  return true;
}
