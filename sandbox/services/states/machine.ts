import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Machine, State } from './asl.ts';
import { SiblingFailed, StatesError } from './errors.ts';
import { runFailable } from './failable.ts';
import { payload, textOf } from './history.ts';
import type { Step } from './leave.ts';
import type { Place } from './place.ts';
import { type Run, Visit } from './run.ts';
import { runSimple } from './simple.ts';

/** Runs a machine from where it stands to its end, and gives its output. */
export async function runMachine(run: Run, machine: Machine, place: Place, signal: AbortSignal): Promise<unknown> {
  while (place.state !== undefined) {
    signal.throwIfAborted();
    const name = place.state;
    const state: State | undefined = machine.States[name];
    if (state === undefined) throw new StatesError('States.Runtime', `There is no state "${name}".`);
    const visit = new Visit(run, name, place, signal, enter(run, name, state, place));
    let step: Step;
    try {
      step = await runState(run, state, visit);
    } catch (thrown) {
      visit.recordEvaluation(thrown);
      if (thrown instanceof SiblingFailed) recordAborted(visit, state);
      throw thrown;
    }
    run.history.add(place, {
      type: `${state.Type}StateExited` as HistoryEventType,
      stateExitedEventDetails: {
        name,
        output: payload(step.output, name),
        ...(step.assigned === undefined ? {} : { assignedVariables: texts(step.assigned) }),
      },
    });
    Object.assign(place.variables, step.assigned);
    place.state = step.next;
    place.input = step.output;
    place.entered = undefined;
    place.children = undefined;
  }
  return place.input;
}

/** A redriven state is entered already; only a Fail state is entered again (Developer Guide, redrive-executions). */
function enter(run: Run, name: string, state: State, place: Place): { at: number; event: number } {
  if (place.entered !== undefined && state.Type !== 'Fail') return place.entered;
  const event = run.history.add(place, {
    type: `${state.Type}StateEntered`,
    stateEnteredEventDetails: { name, input: payload(place.input, name) },
  });
  place.entered = { at: run.clock.now(), event };
  return place.entered;
}

async function runState(run: Run, state: State, visit: Visit): Promise<Step> {
  if (state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map')
    return await runFailable(run, state, visit);
  return await runSimple(state, visit);
}

const ABORTED: Partial<Record<State['Type'], HistoryEventType>> = {
  Task: 'TaskStateAborted',
  Wait: 'WaitStateAborted',
  Parallel: 'ParallelStateAborted',
  Map: 'MapStateAborted',
};

function recordAborted(visit: Visit, state: State): void {
  const type = ABORTED[state.Type];
  if (type !== undefined && !visit.run.history.full) visit.run.history.add(visit.place, { type });
}

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
