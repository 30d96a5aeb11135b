import type { Run } from '../run/run.ts';

/** A state that was visited, with the step it runs and every operation the step called there. */
export interface Place {
  readonly machine: string;
  readonly state: string;
  readonly step: string;
  /** `<service>:<operation>`, in the order of their first call. */
  readonly operations: readonly string[];
}

/** Where in the workflows something can go wrong, as a run without faults shows it. */
export function placesOf({ world }: Run): Place[] {
  const places = new Map<string, { machine: string; state: string; step: string; operations: Set<string> }>();
  for (const { machine, state, step } of world.functions.invocations) {
    if (machine === '') continue;
    const key = `${machine} ${state}`;
    if (!places.has(key)) places.set(key, { machine, state, step, operations: new Set() });
  }
  for (const { machine, state, service, operation } of world.calls)
    places.get(`${machine} ${state}`)?.operations.add(`${service}:${operation}`);
  return [...places.values()].map((place) => ({ ...place, operations: [...place.operations] }));
}
