import type { Service } from '@aws-sdk/client-ecs';
import { nextLook } from '../../model/looking.ts';
import { waitedSeconds, withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { describeServices } from '../describe.ts';
import {
  DEPLOYMENT_FAILED,
  DEPLOYMENT_REPLACED,
  type EarlierInput,
  type Input as NewInput,
  type Output,
} from './contract.ts';
import { type Rollout, rollout } from './rollout.ts';

type Switched = NewInput['services'][number];
interface Seen extends Switched, Rollout {
  /** The service's last event, as ECS words it. */
  readonly last: string;
}

/** Looks once whether the services run what they were switched to, and nothing else. */
export const handler = step<NewInput | EarlierInput, Output>(async (input) => {
  const services = 'services' in input ? input.services : [input];
  const found = await describeServices(
    input.cluster,
    services.map(({ service }) => service),
  );
  const seen = services.map((wanted) => seenOf(wanted, found.get(wanted.service)));
  const of = (...states: readonly Rollout['state'][]): Seen[] => seen.filter(({ state }) => states.includes(state));

  // ECS may answer from before our own update, so an answer soon after it proves nothing.
  const replaced = justSwitched(input) ? [] : of('replaced');
  const failed = of('failed');
  // Looking again would find the same failure for ever; the switch before it requests a new deployment.
  const again = failed.length > 0 && redrivenSince(input);
  if (replaced.length > 0)
    throw new StepError(
      DEPLOYMENT_REPLACED,
      `Deployment replaced: ${replaced.map(replacement).join('; ')}. Either ECS rolled it back, or somebody else deployed.`,
    );
  if (failed.length > 0 && !again)
    throw new StepError(
      DEPLOYMENT_FAILED,
      `Deployment failed: ${failed.map(failure).join('; ')}. Mend the cause, then redrive: what failed is deployed again.`,
    );

  const moving = of('moving', 'failed', 'replaced');
  if (moving.length > 0 && !again)
    withinDeadline(input.moment, input.since, input.limitMinutes, moving.map(expectation).join('; '));
  return {
    steady: moving.length === 0,
    again,
    detail: (moving.length === 0 ? seen : moving).map(({ service, detail }) => `${service}: ${detail}`).join('; '),
    waitSeconds: nextLook(waitedSeconds(input.moment, input.since)),
  };
});

const seenOf = (wanted: Switched, service: Service | undefined): Seen => ({
  ...wanted,
  ...(service === undefined ? { state: 'moving', detail: 'the service is not visible' } : rollout(service, wanted)),
  last: service?.events?.[0]?.message ?? 'none',
});

const expectation = ({ service, taskDefinition, detail, last }: Seen): string =>
  `service "${service}" to be steady on ${taskDefinition} (${detail}, last event: ${last})`;
const failure = ({ service, taskDefinition, detail, last }: Seen): string =>
  `service "${service}" to ${taskDefinition} (${detail}, last event: ${last})`;
const replacement = ({ service, taskDefinition, detail }: Seen): string =>
  `service "${service}" to ${taskDefinition} (${detail})`;

type Look = Pick<NewInput, 'moment' | 'since'>;

const redrivenSince = ({ moment, since }: Look): boolean =>
  moment.redrivenAt !== null && Date.parse(moment.redrivenAt) > Date.parse(since);

/** Reads of ECS may lag behind a change by seconds; a minute is a multiple of that. */
const STALE_MS = 60_000;

const justSwitched = ({ moment, since }: Look): boolean => Date.parse(moment.now) - Date.parse(since) < STALE_MS;
