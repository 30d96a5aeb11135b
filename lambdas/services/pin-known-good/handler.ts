import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import { StepError } from '../../step/errors.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { goesBack } from '../goes-back.ts';
import { keyOf, resolveKnown } from '../known-containers.ts';
import { latestOf } from '../latest-revision.ts';
import { withImages } from '../register-task-definitions/revise.ts';
import { back } from './back.ts';
import { IMAGE_MISSING, type Input, type Output } from './contract.ts';

/**
 * Makes sure that the task definitions to return to run what ran: the same image of every container, whatever their tags mean
 * today, and revisions that ECS still starts. What a service goes back to is registered last in its family, so that the
 * family's name means the known good again. A second run finds that, and registers nothing.
 */
export const handler = step<Input, Output>(async (input) => {
  const returning = input.services.flatMap((service) => {
    const known = input.known.find((k) => k.name === service.name);
    return known !== undefined && goesBack(service, input) ? [{ service, known }] : [];
  });
  const wanted = await inParallel(returning, ({ service, known }) => wantedOf(service, known, input));
  // Inside: a call that was cut off after registering left its intent open, and the next one finds what it registered.
  const pinned = await acting({ lock: input.lock, step: 'pin-known-good', now: input.now }, () =>
    inParallel(wanted, async (one) => [one.service, await pin(one)] as const),
  );
  const { stopped } = await readStatus();
  return { switches: back(Object.fromEntries(pinned), stopped, input) };
});

/** What a service is to go back to. */
interface Wanted {
  readonly service: string;
  readonly known: KnownService;
  readonly definition: RegisterTaskDefinitionCommandInput;
  /** The recorded revision itself is what is wanted, and ECS still starts it. */
  readonly asItIs: boolean;
}

async function wantedOf(service: Service, known: KnownService, input: Input): Promise<Wanted> {
  const { described, containers } = await resolveKnown(service, known, input.images ?? {});
  const missing = containers.find((container) => container.missing !== null);
  if (missing?.missing) {
    const key = keyOf(service, missing.name);
    throw new StepError(
      IMAGE_MISSING,
      `Container "${missing.name}" of service "${service.name}" ran ${missing.missing.image}, which cannot be started: ${missing.missing.why}; expected the image of the known good to be kept. Push it again, then redrive; or decide about the incident with "images": {"${key}": "<an image that is there>"}.`,
    );
  }
  const images = Object.fromEntries(containers.map(({ name, image }) => [name, image]));
  const asItIs = described.taskDefinition?.status === 'ACTIVE' && containers.every((container) => container.asItIs);
  return { service: service.name, known, definition: withImages(described, images), asItIs };
}

/** ARN of the revision that runs it, which is the last of its family. */
async function pin({ known, definition, asItIs }: Wanted): Promise<string> {
  // The undone revision would stay what the family's name means, and a job that names it would run it on the restored database.
  const latest = await latestOf(definition);
  // A copy names its images by digest: whoever runs it later must not depend on what a tag means then.
  const isLast = latest?.equal === true || (asItIs && latest?.arn === known.taskDefinition);
  const arn = isLast ? latest.arn : await registered(definition);
  return asItIs ? known.taskDefinition : arn;
}

async function registered(definition: RegisterTaskDefinitionCommandInput): Promise<string> {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(definition));
  return taskDefinition?.taskDefinitionArn ?? '';
}
