import { DescribeTaskDefinitionCommand, RegisterTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import type { Service } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { CONTAINER_MISSING, type Input, type Output, type Target } from './contract.ts';
import { forward } from './forward.ts';
import { revise } from './revise.ts';

/**
 * Registers a revision per service, with the image pinned to a digest. A second run registers another, equal revision, which
 * nothing uses: every later step names the full ARN.
 */
export const handler = step<Input, Output>(
  async (input) =>
    await acting({ lock: input.lock, step: 'register-task-definitions', now: input.now }, async () => {
      const { stopped } = await readStatus();
      const targets: Target[] = [];
      for (const service of input.services) {
        const change = input.release.changes.find((c) => c.service === service.name);
        const known = input.known.find((k) => k.name === service.name);
        if (known === undefined) continue;
        if (change === undefined) {
          // A fence stops every service. Those the release does not move come back unchanged, together with the others.
          if (input.release.fenced)
            targets.push({
              service: service.name,
              kind: service.kind,
              taskDefinition: known.taskDefinition,
              desiredCount: null,
            });
          continue;
        }
        const described = await ecs.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: known.taskDefinition, include: ['TAGS'] }),
        );
        requireContainer(service, described.taskDefinition);
        const image = input.images[change.image] ?? change.image;
        const { taskDefinition } = await ecs.send(
          new RegisterTaskDefinitionCommand(revise(described, service.container, image, change)),
        );
        targets.push({
          service: service.name,
          kind: service.kind,
          taskDefinition: taskDefinition?.taskDefinitionArn ?? '',
          desiredCount: change.desiredCount ?? null,
        });
      }
      return { targets, switches: forward(targets, input.known, stopped, input.release) };
    }),
);

/** Without the container, a revision with the old image would be registered and called released. */
function requireContainer({ name, container }: Service, definition: TaskDefinition | undefined): void {
  const names = (definition?.containerDefinitions ?? []).map((found) => found.name);
  if (names.includes(container)) return;
  throw new StepError(
    CONTAINER_MISSING,
    `The task definition of service "${name}" has no container "${container}"; it has ${names.join(', ') || 'none'}. Correct "container" of that service in the configuration.`,
  );
}
