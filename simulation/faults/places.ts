import type { Run } from '../run/run.ts';

/** A state that was visited, with the step it runs and every operation the step called there. */
export interface Place {
  readonly machine: string;
  readonly state: string;
  readonly step: string;
  /** `<service>:<operation>`, in the order of their first call. */
  readonly operations: readonly string[];
  /** Those of them that said something new: an older answer would have been another. */
  readonly news: readonly string[];
}

/** Where in the workflows something can go wrong, as a run without faults shows it. */
export function placesOf({ world }: Run): Place[] {
  const places = new Map<
    string,
    { machine: string; state: string; step: string; operations: Set<string>; news: Set<string> }
  >();
  for (const { machine, state, step } of world.functions.invocations) {
    if (machine === '') continue;
    const key = `${machine} ${state}`;
    if (!places.has(key)) places.set(key, { machine, state, step, operations: new Set(), news: new Set() });
  }
  for (const { machine, state, service, operation, news } of world.calls) {
    const place = places.get(`${machine} ${state}`);
    place?.operations.add(`${service}:${operation}`);
    if (news === true) place?.news.add(`${service}:${operation}`);
  }
  return [...places.values()].map((place) => ({ ...place, operations: [...place.operations], news: [...place.news] }));
}
