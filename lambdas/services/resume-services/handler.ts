import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
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
  const resumed: Record<string, number> = {};
  for (const [name, known] of Object.entries(stopped)) {
    await acting({ lock, now, step: `resume-services ${name}` }, async () => {
      const running = found.get(name)?.desiredCount ?? 0;
      // A switch may already have given it another count: only services still at zero are raised.
      if (running === 0 && known.desiredCount > 0) {
        await ecs.send(new UpdateServiceCommand({ cluster, service: name, desiredCount: known.desiredCount }));
      }
      if (known.suspended !== null) await setSuspended(cluster, name, known.suspended);
      resumed[name] = running === 0 ? known.desiredCount : running;
    });
  }
  const switchedOff = await describeServices(cluster, Object.keys(breakers));
  for (const [name, service] of switchedOff) {
    const before = breakers[name];
    if (before === undefined) continue;
    await acting({ lock, now, step: `resume-services ${name}` }, () =>
      ecs.send(new UpdateServiceCommand({ cluster, service: name, ...withReturn(service, before) })),
    );
  }
  return { resumed };
});
