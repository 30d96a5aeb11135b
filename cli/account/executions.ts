import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { WorkflowKind } from '../../lib/workflows/machine.ts';
import { type Definition, type DeployedMachine, deployedMachine } from './deployed.ts';
import { type Environment, machineOf, sfn } from './environments.ts';

/** The workflow as it is deployed now: what an execution that starts now would run. */
export async function deployed(environment: Environment, kind: WorkflowKind): Promise<DeployedMachine> {
  const found = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: machineOf(environment, kind) }));
  return deployedMachine(found.definition ?? '');
}

/** The definition that an execution runs, whatever is deployed since. */
export async function definitionOf(executionArn: string): Promise<Definition> {
  const found = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
  return JSON.parse(found.definition ?? '{"StartAt":"","States":{}}') as Definition;
}

/** @returns the execution's ARN */
export async function start(environment: Environment, kind: WorkflowKind, input: object): Promise<string> {
  const { executionArn = '' } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machineOf(environment, kind), input: JSON.stringify(input) }),
  );
  return executionArn;
}

/** Undefined: there is none, or Step Functions has forgotten it (90 days after its end). */
export async function execution(executionArn: string): Promise<DescribeExecutionCommandOutput | undefined> {
  try {
    return await sfn.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    if (['ExecutionDoesNotExist', 'InvalidArn'].includes((error as Error).name)) return undefined;
    throw error;
  }
}

const LOOK_EVERY_MS = 1_000;
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for the end. */
export async function ended(executionArn: string): Promise<DescribeExecutionCommandOutput> {
  for (;;) {
    const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (found.status !== 'RUNNING' && found.status !== 'PENDING_REDRIVE') return found;
    await pause(LOOK_EVERY_MS);
  }
}

/** Executions of a workflow, newest first, at most `limit`. */
export async function executionsOf(environment: Environment, kind: WorkflowKind, limit: number) {
  const command = new ListExecutionsCommand({ stateMachineArn: machineOf(environment, kind), maxResults: limit });
  return (await sfn.send(command)).executions ?? [];
}

/**
 * The events of a history, page by page as they come; the last page is asked for again while the execution runs, since it
 * grows.
 */
export class History {
  private readonly arn: string;
  private page: string | undefined;
  private last = 0;

  constructor(arn: string) {
    this.arn = arn;
  }

  /** Events that were not given before. */
  async more(): Promise<HistoryEvent[]> {
    const found: HistoryEvent[] = [];
    for (;;) {
      const page = await sfn.send(
        new GetExecutionHistoryCommand({ executionArn: this.arn, maxResults: 1_000, nextToken: this.page }),
      );
      for (const event of page.events ?? []) {
        if ((event.id ?? 0) <= this.last) continue;
        this.last = event.id ?? 0;
        found.push(event);
      }
      if (page.nextToken === undefined) return found;
      this.page = page.nextToken;
    }
  }
}
