import type { Run } from '../run/run.ts';
import { machineOf } from '../world/control-plane.ts';
import { runningServices } from '../world/running-services.ts';
import { COUNTS } from '../world/survey-platform.ts';
import { inputOf } from './executions.ts';

/** Services of an open environment have the number of tasks they had, or one that a release asked for. */
export function counts({ world }: Run): string[] {
  if (world.ledger.status().status !== 'open') return [];
  const asked = world.states
    .executions()
    .filter(({ options }) => machineOf(options.machineArn) === 'release')
    .map((execution) => (inputOf(execution)['services'] ?? {}) as Readonly<Record<string, Wanted>>);
  return runningServices(world).flatMap(({ name, desired }) => {
    const expected = [COUNTS[name], ...asked.map((services) => services[name]?.desiredCount)];
    return expected.includes(desired)
      ? []
      : [`the ledger says open, and ${name} is to have ${desired} tasks; it had ${COUNTS[name]}`];
  });
}

interface Wanted {
  readonly desiredCount?: number;
}
