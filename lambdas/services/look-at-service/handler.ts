import { nextLook } from '../../model/looking.ts';
import { waitedSeconds, withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { describeServices } from '../describe.ts';
import { DEPLOYMENT_FAILED, DEPLOYMENT_REPLACED, type Input, type Output } from './contract.ts';
import { rollout } from './rollout.ts';

/** Looks once whether the service runs what it was switched to, and nothing else. */
export const handler = step<Input, Output>(async (input) => {
  const service = (await describeServices(input.cluster, [input.service])).get(input.service);
  const seen =
    service === undefined
      ? { state: 'moving' as const, detail: 'the service is not visible' }
      : rollout(service, input);
  const waitSeconds = nextLook(waitedSeconds(input.moment, input.since));
  const last = service?.events?.[0]?.message ?? 'none';
  switch (seen.state) {
    case 'steady':
      return { steady: true, again: false, detail: seen.detail, waitSeconds };
    case 'moving':
      withinDeadline(
        input.moment,
        input.since,
        input.limitMinutes,
        `service "${input.service}" to be steady on ${input.taskDefinition} (${seen.detail}; last event: ${last})`,
      );
      return { steady: false, again: false, detail: seen.detail, waitSeconds };
    case 'failed':
      // Looking again would find the same failure for ever; the switch before it requests a new deployment.
      if (redrivenSince(input)) return { steady: false, again: true, detail: seen.detail, waitSeconds };
      throw new StepError(
        DEPLOYMENT_FAILED,
        `The deployment of ${input.taskDefinition} to service "${input.service}" failed: ${seen.detail}. Last event: ${last}. Mend the cause, then redrive: it is deployed again.`,
      );
    case 'replaced':
      // ECS may answer from before our own update, so an answer soon after it proves nothing.
      if (justSwitched(input)) return { steady: false, again: false, detail: seen.detail, waitSeconds };
      throw new StepError(
        DEPLOYMENT_REPLACED,
        `The deployment of ${input.taskDefinition} to service "${input.service}" was replaced: ${seen.detail}. Either ECS rolled it back, or somebody else deployed.`,
      );
  }
});

const redrivenSince = ({ moment, since }: Input): boolean =>
  moment.redrivenAt !== null && Date.parse(moment.redrivenAt) > Date.parse(since);

/** Reads of ECS may lag behind a change by seconds; a minute is a multiple of that. */
const STALE_MS = 60_000;

const justSwitched = ({ moment, since }: Input): boolean => Date.parse(moment.now) - Date.parse(since) < STALE_MS;
