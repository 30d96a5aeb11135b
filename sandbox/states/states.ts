import { randomUUID } from 'node:crypto';
import * as sfn from '@aws-sdk/client-sfn';
import type { Outcome } from '../functions/instance.ts';
import type { Kernel, Principal, Properties, ServiceModel } from '../kernel/service.ts';
import { assertSupported, type Machine } from './asl.ts';
import { StatesError } from './errors.ts';
import { Execution } from './execution.ts';
import type { Told } from './history.ts';

interface MachineState {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly text: string;
  readonly machine: Machine;
}

export type Listener = (execution: Execution, event: Told) => void;

export interface States extends ServiceModel<typeof sfn> {
  /** Called with every history event of every execution; returns what stops it. */
  subscribe(listener: Listener): () => void;
  executions(): readonly Execution[];
}

/** Step Functions: Standard state machines in JSONata, started by name, stopped, described, told by events. */
export function createStates(kernel: Kernel): States {
  const machines = new Map<string, MachineState>();
  const executions = new Map<string, Execution>();
  const listeners = new Set<Listener>();

  const machine = (arn: string | undefined): MachineState => {
    const found = machines.get(arn ?? '');
    if (found === undefined)
      throw new sfn.StateMachineDoesNotExist({ message: `State Machine Does Not Exist: '${arn}'`, $metadata: {} });
    return found;
  };
  const execution = (arn: string | undefined): Execution => {
    const found = executions.get(arn ?? '');
    if (found === undefined)
      throw new sfn.ExecutionDoesNotExist({ message: `Execution Does Not Exist: '${arn}'`, $metadata: {} });
    return found;
  };

  const invoke = async (roleArn: string, args: unknown): Promise<unknown> => {
    const { FunctionName, Payload } = args as { FunctionName: string; Payload: unknown };
    const outcome = (await kernel.call({ arn: roleArn }, 'lambda', 'Invoke', { FunctionName, Payload })) as Outcome;
    if ('error' in outcome) throw new StatesError(outcome.error.errorType, JSON.stringify(outcome.error));
    return { ExecutedVersion: '$LATEST', Payload: outcome.result, StatusCode: 200 };
  };

  const told = (run: Execution): void => {
    const { arn, machineArn, name, input } = run.options;
    kernel.publish({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      resources: [arn],
      detail: {
        executionArn: arn,
        stateMachineArn: machineArn,
        name,
        status: run.status,
        startDate: Math.round(run.startedAt),
        stopDate: run.stoppedAt === undefined ? null : Math.round(run.stoppedAt),
        input: JSON.stringify(input),
        output: run.status === 'SUCCEEDED' ? JSON.stringify(run.output ?? null) : null,
        error: run.error?.error ?? null,
        cause: run.error?.reason ?? null,
      },
    });
  };

  const start = (of: MachineState, name: string, input: unknown): Execution => {
    const arn = `${of.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const run: Execution = new Execution({
      arn,
      name,
      machineArn: of.arn,
      roleArn: of.roleArn,
      machine: of.machine,
      input,
      clock: kernel.clock,
      runTask: (_resource, args) => invoke(of.roleArn, args),
      onEvent: (event) => {
        for (const listener of listeners) listener(run, event);
      },
    });
    executions.set(arn, run);
    told(run);
    void run.run().then(() => told(run));
    return run;
  };

  const describe = (run: Execution) => ({
    executionArn: run.options.arn,
    stateMachineArn: run.options.machineArn,
    name: run.options.name,
    status: run.status,
    startDate: new Date(run.startedAt),
    ...(run.stoppedAt === undefined ? {} : { stopDate: new Date(run.stoppedAt) }),
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
    executions: () => [...executions.values()],
    async deliver(arn, payload, principal: Principal) {
      await kernel.call(principal, 'states', 'StartExecution', {
        stateMachineArn: arn,
        name: randomUUID(),
        input: JSON.stringify(payload),
      });
    },
    async close() {
      for (const run of executions.values()) if (run.status === 'RUNNING') run.stop('', 'the sandbox ends');
    },
    access: {
      StartExecution: onMachine('StartExecution'),
      DescribeStateMachine: onMachine('DescribeStateMachine'),
      ListExecutions: onMachine('ListExecutions'),
      ListStateMachines: () => [{ action: 'states:ListStateMachines', resource: '*' }],
      DescribeExecution: onExecution('DescribeExecution'),
      StopExecution: onExecution('StopExecution'),
      GetExecutionHistory: onExecution('GetExecutionHistory'),
    } as ServiceModel['access'],
    handlers: {
      StartExecution({ stateMachineArn, name = randomUUID(), input = '{}' }) {
        const of = machine(stateMachineArn);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a name may not have.
        if (name.length > 80 || /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f]/.test(name))
          throw new sfn.InvalidName({ message: `Invalid Name: '${name}'`, $metadata: {} });
        let parsed: unknown;
        try {
          parsed = JSON.parse(input);
        } catch {
          throw new sfn.InvalidExecutionInput({
            message: `Invalid State Machine Execution Input: '${input.slice(0, 100)}' is not valid JSON`,
            $metadata: {},
          });
        }
        const before = executions.get(`${of.arn.replace(':stateMachine:', ':execution:')}:${name}`);
        if (before !== undefined) {
          const same = JSON.stringify(before.options.input) === JSON.stringify(parsed);
          if (before.status === 'RUNNING' && same)
            return { executionArn: before.options.arn, startDate: new Date(before.startedAt) };
          throw new sfn.ExecutionAlreadyExists({
            message: `Execution Already Exists: '${before.options.arn}'`,
            $metadata: {},
          });
        }
        const run = start(of, name, parsed);
        return { executionArn: run.options.arn, startDate: new Date(run.startedAt) };
      },
      DescribeExecution({ executionArn }) {
        const run = execution(executionArn);
        return {
          ...describe(run),
          input: JSON.stringify(run.options.input),
          ...(run.status === 'SUCCEEDED' ? { output: JSON.stringify(run.output ?? null) } : {}),
          ...(run.error === undefined ? {} : { error: run.error.error, cause: run.error.reason }),
        };
      },
      StopExecution({ executionArn, error, cause }) {
        const run = execution(executionArn);
        if (run.status === 'RUNNING') run.stop(error, cause);
        return { stopDate: new Date(kernel.clock.now()) };
      },
      ListExecutions({ stateMachineArn, statusFilter }) {
        machine(stateMachineArn);
        const found = [...executions.values()].filter(
          (run) =>
            run.options.machineArn === stateMachineArn && (statusFilter === undefined || run.status === statusFilter),
        );
        return { executions: found.map(describe).reverse() };
      },
      GetExecutionHistory({ executionArn, reverseOrder, maxResults = 1_000, nextToken = '0' }) {
        const { events } = execution(executionArn).history;
        const ordered = reverseOrder === true ? [...events].reverse() : events;
        const from = Number(nextToken);
        const page = ordered.slice(from, from + maxResults).map(({ path: _path, ...event }) => event);
        return {
          events: page,
          ...(from + maxResults < ordered.length ? { nextToken: String(from + maxResults) } : {}),
        };
      },
      ListStateMachines: () => ({
        stateMachines: [...machines.values()].map(({ arn, name }) => ({
          stateMachineArn: arn,
          name,
          type: 'STANDARD' as const,
          creationDate: new Date(0),
        })),
      }),
      DescribeStateMachine({ stateMachineArn }) {
        const { arn, name, roleArn, text } = machine(stateMachineArn);
        return {
          stateMachineArn: arn,
          name,
          roleArn,
          definition: text,
          type: 'STANDARD' as const,
          status: 'ACTIVE' as const,
          creationDate: new Date(0),
        };
      },
    },
    resources: {
      'AWS::StepFunctions::StateMachine': (properties, { generatedName }) => {
        const name: string = properties['StateMachineName'] ?? generatedName;
        const arn = `arn:aws:states:${kernel.region}:${kernel.account}:stateMachine:${name}`;
        const text: string = properties['DefinitionString'];
        const definition = JSON.parse(text) as Machine;
        assertSupported(definition);
        mayRun(kernel, arn, properties);
        machines.set(arn, { name, arn, roleArn: properties['RoleArn'], text, machine: definition });
        return { ref: arn, attributes: { Arn: arn, Name: name } };
      },
    },
  };
}

/** What Step Functions wants of a state machine's role before it makes the machine: to be trusted, to log, to trace. */
function mayRun(kernel: Kernel, sourceArn: string, properties: Properties): void {
  const role: string = properties['RoleArn'];
  kernel.credentials(role, { service: 'states.amazonaws.com', sourceArn });
  const wanted = [
    ...(properties['LoggingConfiguration'] === undefined ? [] : LOG_DELIVERY),
    ...(properties['TracingConfiguration']?.Enabled === true ? TRACING : []),
  ];
  for (const action of wanted) kernel.authorize({ arn: role }, { action, resource: '*' });
}

/** Log delivery has no resource level; AWS lists these for a state machine that logs to CloudWatch Logs. */
const LOG_DELIVERY = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'],
];
const TRACING = [
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
];
