import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { actsOf, changesWhatServes, invocationsOf, resultOf } from './acts.ts';
import { decidedToReopen } from './executions.ts';
import { reportedSince } from './reported.ts';

/** Maintenance mode is never left on without a message to DevOps, and never lowered before the checks have passed (or a person decided `reopen`). */
export function maintenance(run: Run): string[] {
  const acts = actsOf(run);
  const raised = acts.filter(({ operation }) => operation === 'CreateRule');
  const lowered = acts.filter(({ operation }) => operation === 'DeleteRule');
  const leftOn = run.world.listeners.some(({ page }) => page) && !reportedSince(run, raised.at(-1)?.at ?? 0);
  return [
    ...(leftOn ? ['users get the maintenance page, and no message to DevOps says so since it was raised'] : []),
    ...lowered.flatMap((call) => loweredUnchecked(run, call, { acts, raised })),
    ...reachedBehindThePage(run, lowered),
  ];
}

/** What serves was changed behind the page, and no check was answered well before the page was taken away. */
function loweredUnchecked(
  run: Run,
  call: Call,
  { acts, raised }: { readonly acts: readonly Call[]; readonly raised: readonly Call[] },
): string[] {
  const began = raised.findLast(({ at }) => at < call.at)?.at ?? 0;
  const changed = acts.findLast((act) => act.at < call.at && act.at > began && changesWhatServes(run, act));
  if (changed === undefined || decidedToReopen(run, call.execution)) return [];
  const passed = invocationsOf(run, 'run-checks').some(
    (invocation) =>
      invocation.at > changed.at &&
      (invocation.endedAt ?? 0) < call.at &&
      resultOf(invocation) !== undefined &&
      answeredWell(run, invocation.number),
  );
  return passed
    ? []
    : [
        `maintenance mode was lowered ("${call.state}") and no check was answered well since ${changed.operation} ("${changed.state}")`,
      ];
}

/** Nodes that have not heard of a rule yet when all that were asked had: the last hears within this time. Virtual ms. */
export const ALL_NODES_MS = 15_000;

/** Once maintenance mode was looked at from outside and counts as proven, nobody reaches the application until it is lowered. */
function reachedBehindThePage(run: Run, lowered: readonly Call[]): string[] {
  const { served } = run.world.facts;
  return invocationsOf(run, 'look-at-maintenance').flatMap((invocation) => {
    const { state, payload, endedAt = 0 } = invocation;
    const { proven } = (resultOf(invocation) ?? {}) as { proven?: boolean };
    if ((payload as { expect?: string }).expect !== 'up' || proven !== true) return [];
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
