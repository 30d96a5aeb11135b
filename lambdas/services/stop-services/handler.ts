import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { StoppedService } from '../../model/ledger.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { scalingOf, suspend } from '../autoscaling.ts';
import { describeServices, ecs } from '../describe.ts';
import type { Input, Output } from './contract.ts';

/**
 * Takes services to zero. Autoscaling is suspended first, or it would undo the zero. What they return to is written before,
 * and only once: a second run finds zero tasks and would record zero.
 */
export const handler = step<Input, Output>(async (input) => {
  const { cluster } = input;
  const already = (await readStatus()).stopped;
  const found = await describeServices(
    cluster,
    input.services.map((s) => s.name),
  );
  const returning = await inParallel(input.services, async ({ name }) => {
    const known = already[name] ?? (await asFound(cluster, name, [input.counts[name], found.get(name)?.desiredCount]));
    return [name, known] as const;
  });
  const stopped = { ...already, ...Object.fromEntries(returning) };
  // All are written at once, then stopped at the same time: one after the other, a hundred services outlast the function.
  await acting({ lock: input.lock, step: 'stop-services', now: input.now, status: [[['stopped'], stopped]] }, () =>
    inParallel(returning, async ([name, known]) => {
      if (known.suspended !== null) await suspend(cluster, name);
      if ((found.get(name)?.desiredCount ?? 0) > 0) {
        await ecs.send(new UpdateServiceCommand({ cluster, service: name, desiredCount: 0 }));
      }
    }),
  );
  return { stopped: input.services.map((s) => s.name) };
});

/** What the service returns to: the highest of its recorded count, its count now and the minimum of its autoscaling. */
async function asFound(
  cluster: string,
  name: string,
  counts: readonly (number | undefined)[],
): Promise<StoppedService> {
  const scaling = await scalingOf(cluster, name);
  return {
    desiredCount: Math.max(0, scaling?.minimum ?? 0, ...counts.map((count) => count ?? 0)),
    suspended: scaling?.suspended ?? null,
  };
}
