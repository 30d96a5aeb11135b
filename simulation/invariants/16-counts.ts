import type { Run } from '../run/run.ts';
import { machineOf } from '../world/control-plane.ts';
import { countsOf } from '../world/other-configurations.ts';
import { runningServices } from '../world/running-services.ts';
import type { World } from '../world/world.ts';
import { inputOf } from './executions.ts';

/** A scale-out so soon before a service is stopped may not be seen by who stops it. */
const UNSEEN_MS = 1_000;

/**
 * Services of an open environment have the number of tasks they had, or one that a release asked for, or that autoscaling wanted last:
 * nobody but a release that asks for a count takes tasks back that users need.
 */
export function counts({ world, scenario }: Run): string[] {
  if (world.ledger.status().status !== 'open') return [];
  const had = countsOf(scenario.configured);
  const asked = world.states
    .executions()
    .filter(({ options }) => machineOf(options.machineArn) === 'release')
    .map((execution) => (inputOf(execution)['services'] ?? {}) as Readonly<Record<string, Wanted>>);
  return runningServices(world).flatMap(({ name, desired }) => {
    const byRelease = asked.flatMap((services) => services[name]?.desiredCount ?? []);
    const scaled = world.facts.scaledOut.filter((one) => one.service === name && !stoppedSoonAfter(world, one.at));
    const last = byRelease.length === 0 ? scaled.at(-1)?.count : undefined;
    const every = world.facts.scaledOut.filter((one) => one.service === name).map(({ count }) => count);
    const expected = last === undefined ? [had[name], ...byRelease, ...every] : [last];
    return expected.includes(desired)
      ? []
      : [`the ledger says open, and ${name} is to have ${desired} tasks; it had ${last ?? had[name]}`];
  });
}

const stoppedSoonAfter = ({ calls }: World, at: number): boolean =>
  calls.some(
    ({ took, operation, input, at: when }) =>
      took &&
      operation === 'UpdateService' &&
      (input as Wanted).desiredCount === 0 &&
      when >= at &&
      when < at + UNSEEN_MS,
  );

interface Wanted {
  readonly desiredCount?: number;
}
