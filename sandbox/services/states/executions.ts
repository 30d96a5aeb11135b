import * as sfn from '@aws-sdk/client-sfn';
import type { Kernel } from '../../kernel/kernel.ts';
import { Execution } from './execution.ts';
import { LARGEST_PAYLOAD, type PlacedEvent } from './history.ts';
import type { MachineState } from './machines.ts';
import type { TaskRunner } from './run.ts';
import type { Started } from './started.ts';
import { statusChange } from './status-change.ts';
import type { TaskTokens } from './tokens.ts';

/** Where executions draw chance from; a simulation gives seeded ones. */
export interface Chance {
  readonly random?: () => number;
  readonly uuid?: () => string;
}

interface Parts {
  readonly kernel: Kernel;
  readonly chance: Chance;
  tokens(machineArn: string): TaskTokens;
  runner(of: MachineState): TaskRunner;
  onEvent(run: Execution, event: PlacedEvent): void;
}

/** A name is free again 90 days after its execution closed. */
const NAME_KEPT_MS = 90 * 24 * 3_600_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a name may not have.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** Executions by ARN, oldest first. */
export class Executions {
  private readonly all = new Map<string, Started>();
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  list(): Started[] {
    return [...this.all.values()];
  }

  find(arn: string | undefined): Started {
    if (!/^arn:[^:]*:states:[^:]*:[^:]*:execution:./.test(arn ?? ''))
      throw new sfn.InvalidArn({ message: `Invalid Arn: 'Invalid ARN prefix: ${arn}'`, $metadata: {} });
    const found = this.all.get(arn ?? '');
    if (found === undefined)
      throw new sfn.ExecutionDoesNotExist({ message: `Execution Does Not Exist: '${arn}'`, $metadata: {} });
    return found;
  }

  /** StartExecution: the same name and input while it runs give the running execution. */
  start(of: MachineState, name: string, input: string): Started {
    checkName(name);
    const parsed = parse(input);
    const { clock } = this.parts.kernel;
    const arn = `${of.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const before = this.all.get(arn);
    if (before !== undefined) {
      if (before.run.status === 'RUNNING' && before.input === input) return before;
      const closed = before.run.stoppedAt;
      if (closed === undefined || clock.now() - closed < NAME_KEPT_MS)
        throw new sfn.ExecutionAlreadyExists({ message: `Execution Already Exists: '${arn}'`, $metadata: {} });
      this.all.delete(arn);
    }
    const run: Execution = new Execution({
      arn,
      name,
      machineArn: of.arn,
      roleArn: of.roleArn,
      machine: of.machine,
      input: parsed,
      clock,
      runTask: this.parts.runner(of),
      tokens: this.parts.tokens(of.arn),
      onEvent: (event) => this.parts.onEvent(run, event),
      ...this.parts.chance,
    });
    const started: Started = { run, of, input, ended: Promise.resolve(), redrives: new Map() };
    this.all.set(arn, started);
    this.follow(started, () => run.run());
    return started;
  }

  /** RedriveExecution: gives when it was redriven (ms); the same client token while it runs gives the same redrive. */
  redrive(started: Started, clientToken: string | undefined): number {
    const { run, redrives } = started;
    const before = clientToken === undefined ? undefined : redrives.get(clientToken);
    if (run.status === 'RUNNING' && before !== undefined) return before;
    const { status, reason } = run.redrivable();
    if (status !== 'REDRIVABLE')
      throw new sfn.ExecutionNotRedrivable({
        message: `Execution Not Redrivable: '${reason}'`,
        $metadata: {},
      });
    this.follow(started, () => run.redrive());
    const at = run.redrivenAt ?? this.parts.kernel.clock.now();
    if (clientToken !== undefined) redrives.set(clientToken, at);
    return at;
  }

  /**
   * Begins an attempt, and tells EventBridge of its begin and its end, CloudWatch of a failure
   * (https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html: ExecutionsFailed).
   */
  private follow(started: Started, begin: () => Promise<void>): void {
    const tell = (): void => this.parts.kernel.publish(statusChange(started));
    const attempt = begin();
    tell();
    started.ended = attempt.then(() => {
      tell();
      const { status, options } = started.run;
      const base = { namespace: 'AWS/States', dimensions: { StateMachineArn: options.machineArn } };
      this.parts.kernel.measure({ ...base, metric: 'ExecutionsFailed', value: status === 'FAILED' ? 1 : 0 });
    });
  }
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 80 || FORBIDDEN.test(name))
    throw new sfn.InvalidName({ message: `Invalid Name: '${name}'`, $metadata: {} });
}

function parse(input: string): unknown {
  if (input.length > LARGEST_PAYLOAD)
    throw new sfn.ValidationException({
      message: `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST_PAYLOAD}`,
      $metadata: {},
    });
  try {
    return JSON.parse(input) as unknown;
  } catch {
    throw new sfn.InvalidExecutionInput({
      message: `Invalid State Machine Execution Input: '${input.slice(0, 100)}' is not valid JSON`,
      $metadata: {},
    });
  }
}
