import { randomUUID } from 'node:crypto';
import * as sfn from '@aws-sdk/client-sfn';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Execution } from './execution.ts';
import { actingOperations, type ExecutionParts, readingOperations } from './execution-operations.ts';
import { type Chance, Executions } from './executions.ts';
import type { PlacedEvent } from './history.ts';
import { machineOperations } from './machine-operations.ts';
import { Machines } from './machines.ts';
import { sendTaskOperations } from './send-task-operations.ts';
import { taskRunner } from './task-runner.ts';
import { TaskTokens } from './tokens.ts';

export type Listener = (execution: Execution, event: PlacedEvent) => void;

export interface States extends ServiceModel<typeof sfn> {
  /** Called with every history event of every execution; returns what stops it. */
  subscribe(listener: Listener): () => void;
  executions(): readonly Execution[];
}

/** Step Functions: Standard state machines in JSONata, started by name, stopped, redriven and described; their events reach listeners and EventBridge. */
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
    onEvent(run, event) {
      for (const listener of listeners) listener(run, event);
    },
  });
  const parts: ExecutionParts = { clock: kernel.clock, machines, executions, uuid };
  return {
    signingName: 'states',
    module: sfn,
    ...served<typeof sfn>(
      machineOperations(machines, executions),
      actingOperations(parts),
      readingOperations(parts),
      sendTaskOperations(tokens),
    ),
    removals: { 'AWS::StepFunctions::StateMachine': ({ ref }) => machines.delete(ref) },
    resources: {
      'AWS::StepFunctions::StateMachine': (properties, context) => {
        const { arn, name } = machines.create(properties, context);
        return { ref: arn, attributes: { Arn: arn, Name: name } };
      },
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    executions: () => executions.list().map(({ run }) => run),
    async deliver(arn, payload, principal) {
      const input = JSON.stringify(payload);
      await kernel.call(principal, 'states', 'StartExecution', { stateMachineArn: arn, name: uuid(), input });
    },
    async close() {
      for (const { run } of executions.list()) if (run.status === 'RUNNING') run.stop('', 'the sandbox ends');
    },
  };
}
