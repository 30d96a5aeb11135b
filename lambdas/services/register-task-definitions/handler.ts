import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Service } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { latestOf } from '../latest-revision.ts';
import { CONTAINER_MISSING, type Input, type Output, type Target } from './contract.ts';
import { forward } from './forward.ts';
import { revise } from './revise.ts';

/**
 * Registers a revision per service, with the image pinned to a digest. A second run finds those of the first: ECS registers
 * about one a second, so that many services need several runs
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html).
 */
export const handler = step<Input, Output>(
  async (input) =>
    await acting({ lock: input.lock, step: 'register-task-definitions', now: input.now }, async () => {
      const { stopped } = await readStatus();
      const targets = (await inParallel(input.services, (service) => targetOf(service, input))).flat();
      return { targets, switches: forward(targets, input.known, stopped, input.release) };
    }),
);

/** None of a service that neither moves nor is stopped. */
async function targetOf(service: Service, { release, known, images }: Input): Promise<Target[]> {
  const { name, kind, container } = service;
  const how = { kind, ...(service.order !== undefined && { order: service.order }) };
  const change = release.changes.find((one) => one.service === name);
  const before = known.find((one) => one.name === name);
  if (before === undefined) return [];
  const { taskDefinition } = before;
  // A fence stops every service. Those the release does not move come back unchanged, together with the others.
  if (change === undefined)
    return release.fenced ? [{ service: name, ...how, taskDefinition, desiredCount: null }] : [];
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
  requireContainer(service, described.taskDefinition);
  const wanted = revise(described, container, images[change.image] ?? change.image, change);
  const arn = await registered(wanted, taskDefinition);
  return [{ service: name, ...how, taskDefinition: arn, desiredCount: change.desiredCount ?? null }];
}

/** The revision that runs already is none of ours: a release of what runs deploys it anew. */
async function registered(wanted: RegisterTaskDefinitionCommandInput, running: string): Promise<string> {
  const latest = await latestOf(wanted);
  if (latest?.equal === true && latest.arn !== running) return latest.arn;
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(wanted));
  return taskDefinition?.taskDefinitionArn ?? '';
}

/** Without the container, a revision with the old image would be registered and called released. */
function requireContainer({ name, container }: Service, definition: TaskDefinition | undefined): void {
  const names = (definition?.containerDefinitions ?? []).map((found) => found.name);
  if (names.includes(container)) return;
  throw new StepError(
    CONTAINER_MISSING,
    `The task definition of service "${name}" has no container "${container}"; it has ${names.join(', ') || 'none'}. Correct "container" of that service in the configuration.`,
  );
}
