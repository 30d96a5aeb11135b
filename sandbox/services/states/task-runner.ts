import type { Kernel } from '../../kernel/kernel.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { Outcome } from '../lambda/instance.ts';
import { StatesError } from './errors.ts';
import type { Executions } from './executions.ts';
import type { MachineState } from './machines.ts';
import type { TaskRunner } from './run.ts';
import type { Started } from './started.ts';

/** Does a machine's tasks with its role: invokes functions, starts executions. */
export function taskRunner(kernel: Kernel, executions: () => Executions, { roleArn }: MachineState): TaskRunner {
  const role = { arn: roleArn };
  return async (resource, args, signal, submitted) => {
    if (resource.startsWith('arn:aws:states:::lambda:invoke')) return await invoke(kernel, role, args);
    const started = await start(kernel, role, args);
    if (!resource.endsWith('.sync:2')) return started;
    submitted(started);
    return await ended(kernel, role, executions().find(started.ExecutionArn), signal);
  };
}

interface Role {
  readonly arn: string;
}

async function invoke(kernel: Kernel, role: Role, args: unknown): Promise<unknown> {
  const { FunctionName, Payload } = args as { FunctionName: string; Payload: unknown };
  const outcome = (await refused('Lambda', 'AWSLambda', () =>
    kernel.call(role, 'lambda', 'Invoke', { FunctionName, Payload }),
  )) as Outcome;
  if ('error' in outcome) throw new StatesError(outcome.error.errorType, JSON.stringify(outcome.error));
  return { ExecutedVersion: /:(\d+)$/.exec(FunctionName)?.[1] ?? '$LATEST', Payload: outcome.result, StatusCode: 200 };
}

async function start(kernel: Kernel, role: Role, args: unknown): Promise<{ ExecutionArn: string; StartDate: string }> {
  const { StateMachineArn, Name, Input = {} } = args as { StateMachineArn: string; Name?: string; Input?: unknown };
  const { executionArn, startDate } = (await refused('StepFunctions', 'AWSStepFunctions', () =>
    kernel.call(role, 'states', 'StartExecution', {
      stateMachineArn: StateMachineArn,
      ...(Name === undefined ? {} : { name: Name }),
      input: typeof Input === 'string' ? Input : JSON.stringify(Input),
    }),
  )) as { executionArn: string; startDate: Date };
  return { ExecutionArn: executionArn, StartDate: startDate.toISOString() };
}

/**
 * Waits for a started execution. When its task is over before it (stopped, timed out, a sibling failed), it is stopped too,
 * as far as the role may (Developer Guide, connect-to-resource: best effort).
 */
async function ended(kernel: Kernel, role: Role, child: Started, signal: AbortSignal): Promise<unknown> {
  const stop = (): void => {
    if (child.run.status !== 'RUNNING') return;
    kernel
      .call(role, 'states', 'StopExecution', { executionArn: child.run.options.arn })
      .catch((error: Error) => kernel.log(`${child.run.options.arn} goes on: ${error.message}`));
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  await child.ended;
  const { run, input } = child;
  const succeeded = run.status === 'SUCCEEDED';
  const described = {
    ExecutionArn: run.options.arn,
    Input: succeeded ? (JSON.parse(input) as unknown) : input,
    InputDetails: { Included: true },
    Name: run.options.name,
    ...(succeeded ? { Output: run.output ?? null, OutputDetails: { Included: true } } : {}),
    StartDate: run.startedAt,
    StateMachineArn: run.options.machineArn,
    Status: run.status,
    StopDate: run.stoppedAt,
  };
  if (succeeded) return described;
  const { error, cause } = run.error?.details ?? {};
  throw new StatesError(
    'States.TaskFailed',
    JSON.stringify({
      ...(cause === undefined ? {} : { Cause: cause }),
      ...(error === undefined ? {} : { Error: error }),
      ...described,
    }),
  );
}

/** A refused call, named as Step Functions names it: `Lambda.ResourceNotFoundException`; a denied one by the service. */
async function refused<T>(service: string, client: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const error = thrown as Error & { $fault?: string };
    if (!(error instanceof WireError) && error.$fault === undefined) throw error;
    const name = error.name.startsWith('AccessDenied') ? client : error.name.replace(/Exception$/, '');
    throw new StatesError(`${service}.${name}Exception`, `${error.message} (Service: ${client})`);
  }
}
