import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { setSuspended } from '../autoscaling.ts';
import { describeServices, ecs } from '../describe.ts';
import { withReturn } from '../returns.ts';
import type { Input, Output } from './contract.ts';

/**
 * Resumes every service that the ledger says is stopped, whoever stopped it: the count it had, then autoscaling as it was
 * found. The ledger keeps it until the next look finds the service running.
 */
export const handler = step<Input, Output>(async ({ lock, now, cluster, release }) => {
  const { stopped, breakers } = await readStatus();
  // From here on users and workers may write: a later rollback must count, and may no longer call the release fenced.
  if (release !== null) {
    await writeFacts({
      lock,
      now,
      step: 'resume-services',
      record: { key: `release#${release}`, set: [[['openedAt'], now]] },
    });
  }
  const names = Object.keys(stopped);
  const found = await describeServices(cluster, names);
  if (names.length + Object.keys(breakers).length === 0) return { resumed: {} };
  return await acting({ lock, now, step: 'resume-services' }, async () => {
    const resumed = await inParallel(Object.entries(stopped), async ([name, known]) => {
      const running = found.get(name)?.desiredCount ?? 0;
      // A switch may have given it another count already, which stays. The count that it had before may be an answer of before the
      // fence: it is asked for again, which changes nothing where it is so.
      if ([0, known.desiredCount].includes(running) && known.desiredCount > 0) {
        await ecs.send(new UpdateServiceCommand({ cluster, service: name, desiredCount: known.desiredCount }));
      }
      if (known.suspended !== null) await setSuspended(cluster, name, known.suspended);
      return [name, running === 0 ? known.desiredCount : running] as const;
    });
    // Afterwards: two updates of one service at the same time would race.
    const switchedOff = await describeServices(cluster, Object.keys(breakers));
    await inParallel([...switchedOff], async ([name, service]) => {
      const before = breakers[name];
      if (before === undefined) return;
      await ecs.send(new UpdateServiceCommand({ cluster, service: name, ...withReturn(service, before) }));
    });
    return { resumed: Object.fromEntries(resumed) };
  });
});
