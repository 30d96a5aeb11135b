import type { Candidates } from './candidates.ts';

/**
 * Services whose task definition neither the known good nor a release to be undone left there. Somebody deployed it since,
 * and a machine undoes nobody's later change.
 * @param switched services to switch back: after a restore all; otherwise those that were moved or stopped.
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

/**
 * What each service may run before it is switched back: what was left there, and what it runs at the moment of the decision.
 */
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
