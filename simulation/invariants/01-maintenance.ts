import type { Run } from '../run/run.ts';
import { actsOf, changesWhatServes, decidedToReopen, toldSince } from './seen.ts';

/** Maintenance mode is never left on without DevOps having been told, and never lowered before the checks have passed (or a person decided `reopen`). */
export function maintenance(run: Run): string[] {
  const { world } = run;
  const found: string[] = [];
  const acts = actsOf(run);
  const raised = acts.filter(({ operation }) => operation === 'CreateRule');
  const lowered = acts.filter(({ operation }) => operation === 'DeleteRule');
  if (world.listeners.some(({ page }) => page) && !toldSince(run, raised.at(-1)?.at ?? 0))
    found.push('users get the maintenance page, and DevOps was not told since it was raised');
  for (const call of lowered) {
    const began = raised.findLast(({ at }) => at < call.at)?.at ?? 0;
    const changed = acts.findLast((act) => act.at < call.at && act.at > began && changesWhatServes(act));
    if (changed === undefined || decidedToReopen(run, call.execution)) continue;
    const passed = world.functions.invocations.some(
      ({ number, step, at, endedAt = 0, outcome }) =>
        step === 'run-checks' &&
        at > changed.at &&
        endedAt < call.at &&
        outcome !== undefined &&
        'result' in outcome &&
        answeredWell(run, number),
    );
    if (!passed)
      found.push(
        `maintenance mode was lowered ("${call.state}") and no check was answered well since ${changed.operation} ("${changed.state}")`,
      );
  }
  found.push(...reachedBehindThePage(run));
  return found;
}

/** Nodes that have not heard of a rule yet when all that were asked had: the last hears within this time. Virtual ms. */
const ALL_NODES_MS = 15_000;

/** Once maintenance mode was looked at from outside and counts as proven, nobody reaches the application until it is lowered. */
function reachedBehindThePage(run: Run): string[] {
  const { invocations } = run.world.functions;
  const lowered = actsOf(run).filter(({ operation }) => operation === 'DeleteRule');
  const { served } = run.world.facts;
  return invocations.flatMap(({ state, step, payload, endedAt = 0, outcome }) => {
    const { proven } = ((outcome as { result?: unknown } | undefined)?.result ?? {}) as { proven?: boolean };
    if (step !== 'look-at-maintenance' || (payload as { expect?: string }).expect !== 'up' || proven !== true)
      return [];
    const until = lowered.find(({ at }) => at > endedAt)?.at ?? Number.POSITIVE_INFINITY;
    const reached = served.filter(({ at, by }) => by !== undefined && at > endedAt + ALL_NODES_MS && at < until);
    return reached.length === 0
      ? []
      : [`"${state}" proved the page, and ${reached.length} users reached the application`];
  });
}

/** The application's last answer to each path that the invocation asked for. */
function answeredWell({ world }: Run, invocation: number): boolean {
  const last = new Map(
    world.calls
      .filter((call) => call.invocation === invocation && call.service === 'http')
      .map((call) => [call.input, call]),
  );
  return last.size > 0 && [...last.values()].every(({ answered }) => answered === 200);
}
