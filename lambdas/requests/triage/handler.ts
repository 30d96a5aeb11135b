import { newestReleases, newestRollbacks, readStatus } from '../../ledger/table.ts';
import { describeServices, primary } from '../../services/describe.ts';
import { step } from '../../step/step.ts';
import { changedAnything } from './candidates.ts';
import type { Input, Output } from './contract.ts';
import { decide } from './decide.ts';

/** Enough for a month's recurrence. */
const ROLLBACKS = 100;

/** Decides what the incident calls for, from consistent reads of the ledger and from what the services run. Touches nothing. */
export const handler = step<Input, Output>(async (input) => {
  const to = input.trigger.kind === 'person' ? input.trigger.to : null;
  const [status, releases, rollbacks, services] = await Promise.all([
    readStatus(),
    newestReleases((soFar) => (to === null ? soFar.some(changedAnything) : soFar.some(({ id }) => id === to))),
    newestRollbacks(ROLLBACKS),
    describeServices(input.cluster, input.services),
  ]);
  const running = new Map([...services].map(([name, service]) => [name, primary(service)?.taskDefinition ?? '']));
  return decide(input, { status, releases, rollbacks, running });
});
