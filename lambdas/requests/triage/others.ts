import type { Candidates } from './candidates.ts';

/**
 * Services that run a task definition which neither the known good nor a release to be undone left: somebody deployed
 * since, and nobody's later change is undone by a machine.
 * @param switched services that are switched back: after a restore every one, else those that were moved or stopped.
 */
export function changedByOthers(
  found: Candidates,
  running: ReadonlyMap<string, string>,
  switched: readonly string[],
): (readonly [service: string, taskDefinition: string])[] {
  const left = leftBy(found);
  return [...running].filter(([service, runs]) => {
    const known = left[service];
    return known !== undefined && switched.includes(service) && !known.includes(runs);
  });
}

/** What each service may run when it is switched back: what was left, and what runs at the moment of the decision. */
export function accepted(
  found: Candidates,
  running: ReadonlyMap<string, string>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(leftBy(found)).map(([service, known]) => {
      const runs = running.get(service);
      return [service, runs === undefined || known.includes(runs) ? known : [...known, runs]];
    }),
  );
}

function leftBy({ all, base }: Candidates): Record<string, string[]> {
  return Object.fromEntries(
    (base.knownGood?.services ?? []).map((service) => [
      service.name,
      [
        ...new Set([
          service.taskDefinition,
          ...all.flatMap((release) => {
            const to = release.switched[service.name];
            return to === undefined ? [] : [to];
          }),
        ]),
      ],
    ]),
  );
}
