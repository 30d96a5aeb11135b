import { ConflictException, type KeyValuePair, RunTaskCommand, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { bypassHeaders } from '../../maintenance/bypass.ts';
import { type CheckTask, startedByChecks } from '../../model/check-task.ts';
import type { TaskCheck } from '../../model/environment.ts';
import { describeServices, ecs } from '../../services/describe.ts';
import { type Refusal, refusedBy, refusedWith } from '../../services/start-migration/refusal.ts';
import { isWithin } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { isTemporary, step } from '../../step/step.ts';
import { calledTask } from '../called-task.ts';
import { CHECKS_FAILED } from '../run-checks/contract.ts';
import type { Input, Output } from './contract.ts';
import { tokenOf } from './token.ts';

/** A task that is to be started, with its check. */
interface Asked {
  readonly check: TaskCheck;
  readonly task: CheckTask;
}

/**
 * Starts the task of each check that has none, each once however often this runs. The ledger says that tasks of checks may run before
 * ECS is asked for them: a rollback that takes over stops them.
 */
export const handler = step<Input, Output>(async (input) => {
  const { lock, moment } = input;
  const asked = input.tasks.flatMap((task): Asked[] => {
    const check = input.checks.find(({ name }) => name === task.name);
    return task.task !== null || check === undefined ? [] : [{ check, task }];
  });
  if (asked.length === 0) return { tasks: input.tasks, taken: true };
  const requestOf = await requests(input, asked);
  const started = await acting(
    { lock, now: moment.now, step: 'start-check-tasks', status: [[['checkTasksAt'], moment.now]] },
    () => inParallel(asked, async (one) => [one, await run(requestOf(one))] as const),
  );
  const after = new Map(started.map(([one, answer]) => [one.task.name, next(one.task, answer, input)]));
  const failures = started.flatMap(([{ check, task }, answer]) =>
    typeof answer === 'string' || after.get(task.name) !== null
      ? []
      : [`${calledTask(check)}: ECS did not start it (asked ${task.attempt + 1} times): ${answer.why}`],
  );
  if (failures.length > 0)
    throw new StepError(
      CHECKS_FAILED,
      `${failures.length} of ${input.tasks.length} checks failed: ${failures.join('; ')}.`,
    );
  const tasks = input.tasks.map((task) => after.get(task.name) ?? task);
  return { tasks, taken: tasks.every(({ task }) => task !== null) };
});

/** Null: it is given up. */
function next(task: CheckTask, answer: string | Refusal, { moment, limitMinutes }: Input): CheckTask | null {
  const askedSince = task.askedSince ?? moment.now;
  if (typeof answer === 'string') return { ...task, askedSince, task: answer, startedAt: moment.now };
  return answer.capacity && isWithin(moment, askedSince, limitMinutes)
    ? { ...task, askedSince, attempt: task.attempt + 1 }
    : null;
}

/** ARN of the task, also of one that an earlier call with this token has started with what was so then. */
async function run(request: RunTaskCommandInput): Promise<string | Refusal> {
  try {
    const { tasks, failures } = await ecs.send(new RunTaskCommand(request));
    return tasks?.[0]?.taskArn ?? refusedBy(failures);
  } catch (error) {
    const [before] = error instanceof ConflictException ? (error.resourceIds ?? []) : [];
    if (before !== undefined) return before;
    const refusal = isTemporary(error as Error) ? null : refusedWith(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function requests(
  { cluster, url, bypass, lock }: Input,
  asked: readonly Asked[],
): Promise<(one: Asked) => RunTaskCommandInput> {
  const names = [...new Set(asked.map(({ check }) => check.task.networkOf))];
  const services = await describeServices(cluster, names);
  const [header, value] = Object.entries(bypass ? await bypassHeaders() : {})[0] ?? [];
  const where: KeyValuePair[] = [
    { name: 'KNOWNGOOD_URL', value: url },
    ...(header === undefined
      ? []
      : [
          { name: 'KNOWNGOOD_BYPASS_HEADER', value: header },
          { name: 'KNOWNGOOD_BYPASS_VALUE', value },
        ]),
  ];
  return ({ check, task }) => {
    const { definition, container, command, environment = {}, networkOf } = check.task;
    const own = Object.entries(environment).map(([name, given]) => ({ name, value: given }));
    return {
      cluster,
      taskDefinition: definition,
      launchType: 'FARGATE',
      networkConfiguration: services.get(networkOf)?.networkConfiguration,
      clientToken: tokenOf(lock, task),
      startedBy: startedByChecks(environmentName()),
      overrides: {
        containerOverrides: [
          { name: container, ...(command && { command: [...command] }), environment: [...own, ...where] },
        ],
      },
    };
  };
}
