import type * as sfn from '@aws-sdk/client-sfn';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { on } from './checks.ts';
import { page } from './describe.ts';
import type { Executions } from './executions.ts';
import { describeMachine, type Machines } from './machines.ts';

export const machineOperations = (machines: Machines, executions: Executions): Operations<typeof sfn> => ({
  ListStateMachines: {
    access: onEverything('states:ListStateMachines'),
    handle({ maxResults, nextToken }) {
      const { items, ...rest } = page(machines.list().map(describeMachine), maxResults, nextToken);
      return { stateMachines: items, ...rest };
    },
  },

  DescribeStateMachine: {
    access: ({ stateMachineArn }) => [on('DescribeStateMachine', stateMachineArn)],
    handle: ({ stateMachineArn }) => describeMachine(machines.find(stateMachineArn)),
  },

  DescribeStateMachineForExecution: {
    access: ({ executionArn }) => [on('DescribeStateMachineForExecution', executionArn)],
    handle({ executionArn }) {
      const { of } = executions.find(executionArn);
      const { creationDate: updateDate, type: _type, status: _status, ...rest } = describeMachine(of);
      return { ...rest, updateDate };
    },
  },
});
