import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type ExecutionStatus,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { aws } from './aws.ts';

/** An event of a history: a state begins its task. */
export const entered = (id: number, name: string, at: string): HistoryEvent => ({
  id,
  type: 'TaskStateEntered',
  timestamp: new Date(at),
  stateEnteredEventDetails: { name },
});

/** Executions of Step Functions, by ARN. */
export class Executions {
  readonly known: Record<string, { status: ExecutionStatus; stopDate?: Date; error?: string | undefined }> = {};
  readonly started: { readonly machine: string; readonly name: string; readonly input: unknown }[] = [];
  readonly histories: Record<string, HistoryEvent[]> = {};

  play(): void {
    const find = (arn = '') => {
      const found = this.known[arn];
      if (found === undefined)
        throw new ExecutionDoesNotExist({ message: `Execution does not exist: ${arn}`, $metadata: {} });
      return found;
    };
    aws.on('states', {
      // A name is taken for good, unless the same input comes again while it runs.
      StartExecution: ({ stateMachineArn: machine = '', name = '', input = '' }) => {
        const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
        const before = this.started.find((one) => one.machine === machine && one.name === name);
        if (before !== undefined && JSON.stringify(before.input) !== input)
          throw new ExecutionAlreadyExists({ message: `Execution Already Exists: '${name}'`, $metadata: {} });
        if (before === undefined) this.started.push({ machine, name, input: JSON.parse(input) });
        this.known[executionArn] = { status: 'RUNNING' };
        return { executionArn, startDate: new Date(0) };
      },
      DescribeExecution: ({ executionArn }) => ({
        executionArn,
        stateMachineArn: 'arn:machine',
        startDate: new Date(0),
        ...find(executionArn),
      }),
      StopExecution: ({ executionArn, error }) => {
        const found = find(executionArn);
        if (found.status === 'RUNNING') Object.assign(found, { status: 'ABORTED', error });
        return { stopDate: new Date(0) };
      },
      // Two events a page: whoever reads the first alone misses states.
      GetExecutionHistory: ({ executionArn = '', nextToken = '0', reverseOrder = false }) => {
        const events = this.histories[executionArn] ?? [];
        if (reverseOrder) return { events: events.toReversed() };
        const next = Number(nextToken) + 2;
        return {
          events: events.slice(Number(nextToken), next),
          ...(next < events.length ? { nextToken: String(next) } : {}),
        };
      },
    });
  }
}
