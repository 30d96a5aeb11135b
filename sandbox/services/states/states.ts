import { randomUUID } from 'node:crypto';
import * as sfn from '@aws-sdk/client-sfn';
import type { Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { described, historyEvent, listed, page } from './describe.ts';
import type { Execution } from './execution.ts';
import { type Chance, Executions } from './executions.ts';
import type { Told } from './history.ts';
import { describeMachine, Machines } from './machines.ts';
import { accessToTokens, sendTask } from './send-task.ts';
import { taskRunner } from './task-runner.ts';
import { TaskTokens } from './tokens.ts';

/** ListExecutions is eventually consistent: who has just started is not in it yet. Virtual ms. */
const LISTED_AFTER_MS = 100;

export type Listener = (execution: Execution, event: Told) => void;

export interface States extends ServiceModel<typeof sfn> {
  /** Called with every history event of every execution; returns what stops it. */
  subscribe(listener: Listener): () => void;
  executions(): readonly Execution[];
}

/** Step Functions: Standard state machines in JSONata, started by name, stopped, redriven, described, told by events. */
export function createStates(kernel: Kernel, chance: Chance = {}): States {
  const uuid = chance.uuid ?? randomUUID;
  const machines = new Machines(kernel);
  const tokens = new Map<string, TaskTokens>();
  const listeners = new Set<Listener>();
  const executions: Executions = new Executions({
    kernel,
    chance,
    tokens(machineArn) {
      const known = tokens.get(machineArn) ?? new TaskTokens();
      tokens.set(machineArn, known);
      return known;
    },
    runner: (of) => taskRunner(kernel, () => executions, of),
    told(run, event) {
      for (const listener of listeners) listener(run, event);
    },
  });

  const onMachine = (action: string) => (input: { stateMachineArn?: string }) => [
    { action: `states:${action}`, resource: String(input.stateMachineArn) },
  ];
  const onExecution = (action: string) => (input: { executionArn?: string }) => [
    { action: `states:${action}`, resource: String(input.executionArn) },
  ];

  return {
    signingName: 'states',
    module: sfn,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    executions: () => executions.list().map(({ run }) => run),
    async deliver(arn, payload, principal: Principal) {
      await kernel.call(principal, 'states', 'StartExecution', {
        stateMachineArn: arn,
        name: uuid(),
        input: JSON.stringify(payload),
      });
    },
    async close() {
      for (const { run } of executions.list()) if (run.status === 'RUNNING') run.stop('', 'the sandbox ends');
    },
    access: {
      StartExecution: onMachine('StartExecution'),
      DescribeStateMachine: onMachine('DescribeStateMachine'),
      ListExecutions: onMachine('ListExecutions'),
      ListStateMachines: () => [{ action: 'states:ListStateMachines', resource: '*' }],
      DescribeExecution: onExecution('DescribeExecution'),
      DescribeStateMachineForExecution: onExecution('DescribeStateMachineForExecution'),
      StopExecution: onExecution('StopExecution'),
      RedriveExecution: onExecution('RedriveExecution'),
      GetExecutionHistory: onExecution('GetExecutionHistory'),
      ...accessToTokens(tokens),
    } as ServiceModel['access'],
    handlers: {
      ...sendTask(tokens),
      StartExecution({ stateMachineArn, name = uuid(), input = '{}' }) {
        const { run } = executions.start(machines.find(stateMachineArn), name, input);
        return { executionArn: run.options.arn, startDate: new Date(run.startedAt) };
      },
      DescribeExecution: ({ executionArn }) => described(executions.find(executionArn)),
      StopExecution({ executionArn, error, cause }) {
        const { run } = executions.find(executionArn);
        if (run.status === 'RUNNING') run.stop(error, cause);
        return { stopDate: new Date(run.stoppedAt ?? kernel.clock.now()) };
      },
      RedriveExecution: ({ executionArn, clientToken }) => ({
        redriveDate: new Date(executions.redrive(executions.find(executionArn), clientToken)),
      }),
      ListExecutions({ stateMachineArn, statusFilter, maxResults, nextToken }) {
        machines.find(stateMachineArn);
        const found = executions
          .list()
          .filter(({ run }) => kernel.clock.now() - run.startedAt >= LISTED_AFTER_MS)
          .filter(({ run }) => run.options.machineArn === stateMachineArn)
          .filter(({ run }) => statusFilter === undefined || run.status === statusFilter)
          .reverse();
        const { items, ...rest } = page(found, maxResults, nextToken);
        return { executions: items.map(listed), ...rest };
      },
      GetExecutionHistory({ executionArn, reverseOrder, maxResults, nextToken, includeExecutionData = true }) {
        const { events } = executions.find(executionArn).run.history;
        const ordered = reverseOrder === true ? [...events].reverse() : events;
        const { items, ...rest } = page(ordered, maxResults, nextToken);
        return { events: items.map((event) => historyEvent(event, includeExecutionData)), ...rest };
      },
      ListStateMachines({ maxResults, nextToken }) {
        const { items, ...rest } = page(machines.list().map(describeMachine), maxResults, nextToken);
        return { stateMachines: items, ...rest };
      },
      DescribeStateMachine: ({ stateMachineArn }) => describeMachine(machines.find(stateMachineArn)),
      DescribeStateMachineForExecution({ executionArn }) {
        const { of } = executions.find(executionArn);
        const { creationDate: updateDate, type: _type, status: _status, ...rest } = describeMachine(of);
        return { ...rest, updateDate };
      },
    },
    resources: {
      'AWS::StepFunctions::StateMachine': (properties, context) => {
        const { arn, name } = machines.create(properties, context);
        return { ref: arn, attributes: { Arn: arn, Name: name } };
      },
    },
  };
}
