import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { PlacedEvent } from '../../sandbox/services/states/history.ts';
import type { Definition } from '../account/deployed.ts';
import { statesOf } from '../account/deployed.ts';

/**
 * Says where in the machine each event of a history happened: AWS gives none but the event before it in the same branch. The
 * branch of a Parallel state is the one that has the state which is entered in it.
 */
export class Places {
  private readonly branchOf = new Map<string, number>();
  /** Event id -> its path, and the name of the Parallel or Map state that it has started, if it has. */
  private readonly known = new Map<number, { readonly path: readonly string[]; readonly starts?: string }>();

  constructor(machine: Definition) {
    for (const states of statesOf(machine))
      for (const state of Object.values(states))
        for (const [index, branch] of (state.Branches ?? []).entries())
          for (const name of Object.keys(branch.States)) this.branchOf.set(name, index);
  }

  place(event: HistoryEvent): PlacedEvent {
    const { id = 0, previousEventId = 0, type = '' } = event;
    const before = this.known.get(previousEventId) ?? { path: [] };
    const path = this.pathOf(event, before);
    const starts =
      type === 'ParallelStateEntered' || type === 'MapStateEntered'
        ? event.stateEnteredEventDetails?.name
        : type === 'ParallelStateStarted' || type === 'MapStateStarted'
          ? before.starts
          : undefined;
    this.known.set(id, { path, ...(starts === undefined ? {} : { starts }) });
    return { ...event, path };
  }

  private pathOf(
    event: HistoryEvent,
    { path, starts }: { readonly path: readonly string[]; readonly starts?: string },
  ): readonly string[] {
    const { type = '', stateEnteredEventDetails, mapIterationStartedEventDetails } = event;
    if (type === 'MapIterationStarted') {
      const { name = '', index = 0 } = mapIterationStartedEventDetails ?? {};
      return [...outOf(path, name), `${name}[${index}]`];
    }
    // The first state of a branch follows the event that has started the branches.
    const entered = stateEnteredEventDetails?.name;
    if (starts !== undefined && entered !== undefined)
      return [...path, `${starts}[${this.branchOf.get(entered) ?? 0}]`];
    // The end of a Parallel or Map state follows the last event of a branch, and is outside of it.
    if (ENDS.has(type)) return starts === undefined ? path.slice(0, -1) : path;
    return path;
  }
}

const ENDS = new Set([
  ...['ParallelStateSucceeded', 'ParallelStateFailed', 'ParallelStateAborted'],
  ...['MapStateSucceeded', 'MapStateFailed', 'MapStateAborted'],
]);

/** Iterations of a map follow one another: the next is not within the one before. */
const outOf = (path: readonly string[], name: string): readonly string[] =>
  path.at(-1)?.startsWith(`${name}[`) === true ? path.slice(0, -1) : path;
