import { RegisterTaskDefinitionCommand, type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import { StepError } from '../../step/errors.ts';
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
  const pinned: Record<string, string> = {};
  for (const service of input.services) {
    const known = input.known.find((k) => k.name === service.name);
    if (known !== undefined && goesBack(service, input))
      pinned[service.name] = await taskDefinitionOf(service, known, input);
  }
  const { stopped } = await readStatus();
  return { switches: back(pinned, stopped, input) };
});

async function taskDefinitionOf(service: Service, known: KnownService, input: Input): Promise<string> {
  const { described, containers } = await resolveKnown(service, known, input.images ?? {});
  const missing = containers.find((container) => container.missing !== null);
  if (missing?.missing) {
    const key = keyOf(service, missing.name);
    throw new StepError(
      IMAGE_MISSING,
      `Container "${missing.name}" of service "${service.name}" ran ${missing.missing.image}, which cannot be started: ${missing.missing.why}; expected the image of the known good to be kept. Push it again, then redrive; or decide about the incident with "images": {"${key}": "<an image that is there>"}.`,
    );
  }
  const wanted = withImages(described, Object.fromEntries(containers.map(({ name, image }) => [name, image])));
  const asItIs = described.taskDefinition?.status === 'ACTIVE' && containers.every((container) => container.asItIs);
  // Inside: a call that was cut off after registering left its intent open, and the next one finds what it registered.
  return await acting({ lock: input.lock, step: `pin-known-good ${service.name}`, now: input.now }, async () => {
    // The undone revision would stay what the family's name means, and a job that names it would run it on the restored database.
    const latest = await latestOf(wanted);
    // A copy names its images by digest: whoever runs it later must not depend on what a tag means then.
    const isLast = latest?.equal === true || (asItIs && latest?.arn === known.taskDefinition);
    const arn = isLast ? latest.arn : await registered(wanted);
    return asItIs ? known.taskDefinition : arn;
  });
}

async function registered(definition: RegisterTaskDefinitionCommandInput): Promise<string> {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(definition));
  return taskDefinition?.taskDefinitionArn ?? '';
}
