import type { Machine, MapState, ParallelState } from './asl.ts';
import { Ended, SiblingFailed } from './errors.ts';
import { evaluate, evaluateAs, isArray, isCount } from './expression.ts';
import { payload } from './history.ts';
import { type Children, innerPlace, type MapItem, type Place } from './place.ts';
import type { Run, Visit } from './run.ts';

/** Iterations of an inline Map that run at the same time (Developer Guide, state-map-inline). */
const MOST_ITERATIONS = 40;

export async function runParallel(run: Run, state: ParallelState, visit: Visit): Promise<unknown[]> {
  const { place } = visit;
  if (place.children === undefined) {
    const input =
      state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, visit.scope(), 'Arguments');
    payload(input, visit.name);
    run.history.add(place, { type: 'ParallelStateStarted' });
    place.children = { input, places: new Array(state.Branches.length) };
  }
  const children = place.children;
  const results = await runAll(visit, children, state.Branches.length, async (index, signal) => {
    const branch = state.Branches[index] as Machine;
    children.places[index] ??= innerPlace(place, `${visit.name}[${index}]`, branch.StartAt, children.input);
    return await run.runInner(branch, children.places[index], signal);
  });
  payload(results, visit.name);
  run.history.add(place, { type: 'ParallelStateSucceeded' });
  return results;
}

export async function runMap(run: Run, state: MapState, visit: Visit): Promise<unknown[]> {
  const { place, name } = visit;
  if (place.children === undefined) {
    // Without Items the state's own input, which is data and never an expression.
    const template = state.Items === undefined ? '{% $states.input %}' : state.Items;
    const items = await evaluateAs(template, visit.scope(), 'Items', 'array', isArray);
    run.history.add(place, { type: 'MapStateStarted', mapStateStartedEventDetails: { length: items.length } });
    place.children = { input: items, places: new Array(items.length) };
  }
  const children = place.children;
  const items = children.input as unknown[];
  const asked =
    state.MaxConcurrency === undefined
      ? 0
      : await evaluateAs(state.MaxConcurrency, visit.scope(), 'MaxConcurrency', 'non-negative integer', isCount);
  const most = Math.min(asked || MOST_ITERATIONS, MOST_ITERATIONS);
  const results = await runAll(visit, children, most, async (index, signal) => {
    const about = { mapIterationStartedEventDetails: { name, index } };
    let child = children.places[index];
    if (child === undefined) {
      child = await iteration(state, visit, index, items[index]);
      children.places[index] = child;
      run.history.add(child, { type: 'MapIterationStarted', ...about });
    }
    if (child.state === undefined) return child.input;
    try {
      const result = await run.runInner(state.ItemProcessor, child, signal);
      run.history.add(child, { type: 'MapIterationSucceeded', mapIterationSucceededEventDetails: { name, index } });
      return result;
    } catch (thrown) {
      if (!(thrown instanceof Ended) && !run.history.full)
        run.history.add(child, { type: 'MapIterationFailed', mapIterationFailedEventDetails: { name, index } });
      if (thrown instanceof SiblingFailed && !run.history.full)
        run.history.add(child, { type: 'MapIterationAborted', mapIterationAbortedEventDetails: { name, index } });
      throw thrown;
    }
  });
  payload(results, name);
  run.history.add(place, { type: 'MapStateSucceeded' });
  return results;
}

async function iteration(state: MapState, visit: Visit, index: number, value: unknown): Promise<Place> {
  const item: MapItem = { Index: index, Value: value };
  const input =
    state.ItemSelector === undefined
      ? value
      : await evaluate(state.ItemSelector, visit.scope({}, { ...visit.context, Map: { Item: item } }), 'ItemSelector');
  return innerPlace(visit.place, `${visit.name}[${index}]`, state.ItemProcessor.StartAt, input, item);
}

/** Runs the children that are not done, in order, at most `most` at once; the first failure cancels the others and counts. */
async function runAll(
  visit: Visit,
  children: Children,
  most: number,
  child: (index: number, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown[]> {
  const cancel = new AbortController();
  const signal = AbortSignal.any([visit.signal, cancel.signal]);
  const count = children.places.length;
  const results: unknown[] = new Array(count);
  let next = 0;
  let first: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (next < count && !signal.aborted) {
      const index = next++;
      try {
        results[index] = await child(index, signal);
      } catch (error) {
        first ??= { error };
        cancel.abort(new SiblingFailed());
      }
      visit.place.last = Math.max(visit.place.last, children.places[index]?.last ?? 0);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, worker));
  visit.signal.throwIfAborted();
  if (first !== undefined) throw first.error;
  return results;
}
