import type { PlacedEvent } from '../../sandbox/services/states/history.ts';

/** The visits of one state in an execution's history. Times are virtual ms. */
export interface Visit {
  readonly name: string;
  readonly firstAt: number;
  lastAt: number;
  /** When it was last left; undefined while it runs. */
  leftAt: number | undefined;
  times: number;
  /** How many are under way now: several for the items of a map. */
  under: number;
  /** The last error of its work, caught or not. */
  error: { readonly name: string; readonly cause: string } | undefined;
}

/** Every state the execution has been in, in the order of its first visit. */
export function visitsOf(events: readonly PlacedEvent[]): Map<string, Visit> {
  const visits = new Map<string, Visit>();
  /** Where each branch is: the last state entered on its path. */
  const at = new Map<string, Visit>();
  for (const event of events) {
    const now = event.timestamp?.getTime() ?? 0;
    const path = event.path.join('/');
    const entered = event.stateEnteredEventDetails?.name;
    if (entered !== undefined) {
      const visit = visits.get(entered) ?? {
        name: entered,
        firstAt: now,
        lastAt: now,
        leftAt: undefined,
        times: 0,
        under: 0,
        error: undefined,
      };
      Object.assign(visit, { lastAt: now, leftAt: undefined, times: visit.times + 1, under: visit.under + 1 });
      visits.set(entered, visit);
      at.set(path, visit);
    }
    const left = visits.get(event.stateExitedEventDetails?.name ?? '');
    if (left !== undefined) {
      Object.assign(left, { leftAt: now, under: Math.max(0, left.under - 1) });
      // Branches stopped by a failing one have no event of it: they are left with the state around them.
      for (const [branch, visit] of at) {
        if (!branch.startsWith(`${path}${path === '' ? '' : '/'}${left.name}[`)) continue;
        Object.assign(visit, { leftAt: visit.leftAt ?? now, under: 0 });
      }
    }
    const failed = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails;
    const failing = at.get(path);
    if (failed !== undefined && failing !== undefined)
      failing.error = { name: failed.error ?? '', cause: plainCause(failed.cause ?? '') };
  }
  return visits;
}

/** A function's own words out of the JSON that Step Functions keeps as the cause. */
export function plainCause(cause: string): string {
  try {
    return String((JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause);
  } catch {
    return cause;
  }
}
