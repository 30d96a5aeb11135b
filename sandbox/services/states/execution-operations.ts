import type * as sfn from '@aws-sdk/client-sfn';
import type { Clock } from '../../kernel/clock.ts';
import type { Operations } from '../../kernel/operation.ts';
import { on } from './checks.ts';
import { described, historyEvent, listed, page } from './describe.ts';
import type { Executions } from './executions.ts';
import type { Machines } from './machines.ts';

/** ListExecutions is eventually consistent: an execution that has just started is not in it yet. Virtual ms. */
const LISTED_AFTER_MS = 100;

export interface ExecutionParts {
  readonly clock: Clock;
  readonly machines: Machines;
  readonly executions: Executions;
  /** A name for an execution that is given none. */
  readonly uuid: () => string;
}

/** Operations that act on executions. */
export const actingOperations = (parts: ExecutionParts): Operations<typeof sfn> => {
  const { clock, machines, executions, uuid } = parts;
  return {
    StartExecution: {
      access: ({ stateMachineArn }) => [on('StartExecution', stateMachineArn)],
      handle({ stateMachineArn, name = uuid(), input = '{}' }) {
        const { run } = executions.start(machines.find(stateMachineArn), name, input);
        return { executionArn: run.options.arn, startDate: new Date(run.startedAt) };
      },
    },

    StopExecution: {
      access: ({ executionArn }) => [on('StopExecution', executionArn)],
      handle({ executionArn, error, cause }) {
        const { run } = executions.find(executionArn);
        if (run.status === 'RUNNING') run.stop(error, cause);
        return { stopDate: new Date(run.stoppedAt ?? clock.now()) };
      },
    },

    RedriveExecution: {
      access: ({ executionArn }) => [on('RedriveExecution', executionArn)],
      handle: ({ executionArn, clientToken }) => ({
        redriveDate: new Date(executions.redrive(executions.find(executionArn), clientToken)),
      }),
    },
  };
};

/** Operations that read executions. */
export const readingOperations = ({ clock, machines, executions }: ExecutionParts): Operations<typeof sfn> => ({
  DescribeExecution: {
    access: ({ executionArn }) => [on('DescribeExecution', executionArn)],
    handle: ({ executionArn }) => described(executions.find(executionArn)),
  },

  ListExecutions: {
    access: ({ stateMachineArn }) => [on('ListExecutions', stateMachineArn)],
    handle({ stateMachineArn, statusFilter, maxResults, nextToken }) {
      machines.find(stateMachineArn);
      const found = executions
        .list()
        .filter(({ run }) => clock.now() - run.startedAt >= LISTED_AFTER_MS)
        .filter(({ run }) => run.options.machineArn === stateMachineArn)
        .filter(({ run }) => statusFilter === undefined || run.status === statusFilter)
        .reverse();
      const { items, ...rest } = page(found, maxResults, nextToken);
      return { executions: items.map(listed), ...rest };
    },
  },

  GetExecutionHistory: {
    access: ({ executionArn }) => [on('GetExecutionHistory', executionArn)],
    handle({ executionArn, reverseOrder, maxResults, nextToken, includeExecutionData = true }) {
      const { events } = executions.find(executionArn).run.history;
      const ordered = reverseOrder === true ? [...events].reverse() : events;
      const { items, ...rest } = page(ordered, maxResults, nextToken);
      return { events: items.map((event) => historyEvent(event, includeExecutionData)), ...rest };
    },
  },
});
