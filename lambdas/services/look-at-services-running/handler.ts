import { writeFacts } from '../../ledger/acting.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { describeServices } from '../describe.ts';
import type { Input, Output } from './contract.ts';

/** Looks whether resumed services have all their tasks running; the ledger then no longer lists them as stopped. */
export const handler = step<Input, Output>(async (input) => {
  const names = Object.keys(input.resumed);
  const found = await describeServices(input.cluster, names);
  // More tasks are fine: autoscaling runs again and may have added some.
  const waiting = names.filter((name) => {
    const service = found.get(name);
    return (
      service === undefined ||
      (service.runningCount ?? 0) < (input.resumed[name] ?? 0) ||
      (service.deployments ?? []).length !== 1
    );
  });
  const waitingFor = waiting
    .map((name) => `${name}: ${found.get(name)?.runningCount ?? 0} of ${input.resumed[name]}`)
    .join(', ');
  if (waiting.length > 0) {
    withinDeadline(input.moment, input.since, input.limitMinutes, `services to run again (${waitingFor})`);
    return { running: false, waitingFor };
  }
  await writeFacts({
    lock: input.lock,
    now: input.moment.now,
    step: 'look-at-services-running',
    status: [
      [['stopped'], {}],
      [['breakers'], {}],
    ],
  });
  return { running: true, waitingFor: null };
});
