import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import { readRelease } from '../../ledger/table.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { describeServices, ecs } from '../describe.ts';
import { type Input, MIGRATION_NOT_STARTED, type Output } from './contract.ts';

/**
 * Runs the migration as a one-off task of the NEW task definition, in the network of the service. The release's id is the
 * client token: a second call gets the same task from ECS. A rollback finds the task by `startedBy`.
 */
export const handler = step<Input, Output>(async (input) => {
  const { release, lock, now, migration } = input;
  const record = `release#${release}`;
  const already = (await readRelease(release))?.migrationTask ?? null;
  if (already !== null) return { task: already };
  const target = input.targets.find((t) => t.service === migration.service);
  if (target === undefined) {
    throw new StepError(
      MIGRATION_NOT_STARTED,
      `The release declares a migration but does not move the service "${migration.service}", whose task definition runs it. Add that service to "services".`,
    );
  }
  const service = (await describeServices(input.cluster, [migration.service])).get(migration.service);
  const task = await acting(
    { lock, now, step: 'start-migration', record: { key: record, set: [[['migrationStartedAt'], now]] } },
    async () => {
      const { tasks, failures } = await ecs.send(
        new RunTaskCommand({
          cluster: input.cluster,
          taskDefinition: target.taskDefinition,
          launchType: 'FARGATE',
          networkConfiguration: service?.networkConfiguration,
          clientToken: release,
          startedBy: release,
          overrides: { containerOverrides: [{ name: migration.container, command: [...migration.command] }] },
        }),
      );
      const arn = tasks?.[0]?.taskArn;
      if (arn === undefined) {
        throw new StepError(
          MIGRATION_NOT_STARTED,
          `ECS did not start the migration task: ${failures?.map((f) => f.reason).join(', ') ?? 'no reason given'}. Nothing was migrated.`,
        );
      }
      return arn;
    },
  );
  await writeFacts({ lock, now, step: 'start-migration', record: { key: record, set: [[['migrationTask'], task]] } });
  return { task };
});
