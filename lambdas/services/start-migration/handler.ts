import { type ContainerOverride, RunTaskCommand, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import { environmentName, readRelease } from '../../ledger/table.ts';
import { migrationSession } from '../../model/migration-session.ts';
import { isWithin } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { isTemporary, step } from '../../step/step.ts';
import { describeServices, ecs } from '../describe.ts';
import { type Input, MIGRATION_NOT_STARTED, type Output } from './contract.ts';
import { type Refusal, refusedBy, refusedWith } from './refusal.ts';

/**
 * Runs the migration as a one-off task of the NEW task definition, in the network of the service. The client token is the
 * release's id and the attempt: a second call gets the same task from ECS. A rollback finds the task by `startedBy`. The
 * ledger says that it may have begun before ECS is asked; when ECS refuses, it says so no more: nothing is restored for it.
 */
export const handler = step<Input, Output>(async (input) => {
  const { release, lock, attempt } = input;
  const { now } = input.moment;
  const key = `release#${release}`;
  const before = await readRelease(release);
  if (before !== undefined && before.migrationTask !== null && (before.migrationAttempt ?? 0) === attempt)
    return { task: before.migrationTask, attempt };
  const request = await requestOf(input);
  const started = await acting(
    { lock, now, step: 'start-migration', record: { key, set: [[['migrationStartedAt'], now]] } },
    () => run(request),
  );
  if (typeof started === 'string') {
    const set = [[['migrationTask'], started] as const, [['migrationAttempt'], attempt] as const];
    await writeFacts({ lock, now, step: 'start-migration', record: { key, set } });
    return { task: started, attempt };
  }
  // A mark that an earlier call left stays: that call may have had its effect.
  if (started.definite && (before?.migrationStartedAt ?? null) === null)
    await writeFacts({ lock, now, step: 'start-migration', record: { key, set: [[['migrationStartedAt'], null]] } });
  if (started.capacity && isWithin(input.moment, input.since, input.limitMinutes))
    return { task: null, attempt: attempt + 1 };
  throw new StepError(
    MIGRATION_NOT_STARTED,
    `ECS did not start the migration task${attempt === 0 ? '' : ` (asked ${attempt + 1} times)`}: ${started.why}. ${started.definite ? 'Nothing was migrated.' : 'Whether anything was migrated is not known.'}`,
  );
});

/** ARN of the task. */
async function run(request: RunTaskCommandInput): Promise<string | Refusal> {
  try {
    const { tasks, failures } = await ecs.send(new RunTaskCommand(request));
    return tasks?.[0]?.taskArn ?? refusedBy(failures);
  } catch (error) {
    const refusal = isTemporary(error as Error) ? null : refusedWith(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function requestOf({ release, attempt, cluster, targets, migration }: Input): Promise<RunTaskCommandInput> {
  const target = targets.find((t) => t.service === migration.service);
  if (target === undefined) {
    throw new StepError(
      MIGRATION_NOT_STARTED,
      `The release declares a migration but does not move the service "${migration.service}", whose task definition runs it. Add that service to "services".`,
    );
  }
  const service = (await describeServices(cluster, [migration.service])).get(migration.service);
  return {
    cluster,
    taskDefinition: target.taskDefinition,
    launchType: 'FARGATE',
    networkConfiguration: service?.networkConfiguration,
    clientToken: attempt === 0 ? release : `${release}-${attempt}`,
    startedBy: release,
    overrides: { containerOverrides: [override(migration)] },
  };
}

/** A rollback ends the migration's sessions by the name that they get here: the server finishes what a stopped task asked for. */
const override = ({ container, command }: Input['migration']): ContainerOverride => ({
  name: container,
  command: [...command],
  environment: [{ name: 'PGAPPNAME', value: migrationSession(environmentName()) }],
});
