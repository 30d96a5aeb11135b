import {
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandOutput,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { pinned as resolved } from '../image.ts';
import { revise } from '../register-task-definitions/revise.ts';
import { back } from './back.ts';
import { IMAGE_MISSING, type Input, type Output } from './contract.ts';
import { pin } from './pin.ts';

/**
 * Makes sure that the task definitions to return to run what ran: the same images, whatever their tags mean today, and
 * revisions that ECS still starts. A second run registers another, equal revision, which nothing uses.
 */
export const handler = step<Input, Output>(async (input) => {
  const pinned: Record<string, string> = {};
  for (const service of input.services) {
    const known = input.known.find((k) => k.name === service.name);
    if (known !== undefined) pinned[service.name] = await taskDefinitionOf(service, known, input);
  }
  const { stopped } = await readStatus();
  return { switches: back(pinned, stopped, input) };
});

async function taskDefinitionOf(service: Service, known: KnownService, input: Input): Promise<string> {
  const described = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: known.taskDefinition, include: ['TAGS'] }),
  );
  const image = imageOf(described, service.container);
  const ran = known.images[service.container] ?? null;
  const means = image.includes('@') ? null : ((await resolved(image))?.split('@')[1] ?? null);
  const status = described.taskDefinition?.status ?? 'INACTIVE';
  if (pin({ status, image, ran, means }) === 'as-it-is') return known.taskDefinition;
  const wanted = ran === null ? image : `${input.registry}/${service.repository}@${ran}`;
  const exact = await resolved(wanted);
  if (exact === undefined) {
    throw new StepError(
      IMAGE_MISSING,
      `Service "${service.name}" ran ${wanted}, which ECR no longer has; expected the image of the known good to be kept. Push it again, then redrive; or decide otherwise about the incident.`,
    );
  }
  return await acting({ lock: input.lock, step: `pin-known-good ${service.name}`, now: input.now }, async () => {
    const change = { service: service.name, image: exact };
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand(revise(described, service.container, exact, change)),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  });
}

const imageOf = ({ taskDefinition }: DescribeTaskDefinitionCommandOutput, container: string): string =>
  taskDefinition?.containerDefinitions?.find((definition) => definition.name === container)?.image ?? '';
