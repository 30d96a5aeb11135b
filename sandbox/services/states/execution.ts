import { randomUUID } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { Machine } from './asl.ts';
import { asStatesError, HistoryFull, MachineTimedOut, StatesError, Stopped } from './errors.ts';
import { History, MOST_EVENTS, type PlacedEvent } from './history.ts';
import { runMachine } from './machine.ts';
import { firstPlace, type Place } from './place.ts';
import { type Redrivable, redrivable } from './redrivable.ts';
import type { Run, TaskRunner } from './run.ts';
import type { Status } from './status.ts';
import { TaskTokens } from './tokens.ts';

export interface ExecutionOptions {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly roleArn: string;
  readonly machine: Machine;
  readonly input: unknown;
  readonly clock: Clock;
  readonly runTask: TaskRunner;
  /** In [0, 1): jitter, and `$random` without a seed. */
  readonly random?: () => number;
  /** `$uuid` and task tokens. */
  readonly uuid?: () => string;
  /** Shared by all executions whose tokens come by the same SendTask calls. */
  readonly tokens?: TaskTokens;
  readonly onEvent?: (event: PlacedEvent) => void;
}

/** One execution of a JSONata state machine. Deterministic, given its clock, `random`, `uuid` and tasks. */
export class Execution {
  readonly options: ExecutionOptions;
  readonly startedAt: number;
  readonly history: History;
  status: Status = 'RUNNING';
  stoppedAt: number | undefined;
  output: unknown;
  error: StatesError | undefined;
  redriveCount = 0;
  redrivenAt: number | undefined;
  private readonly place: Place;
  private readonly tokens: TaskTokens;
  private stopping = new AbortController();
  /** The context of this attempt: only a redrive changes it. */
  private known:
    | { readonly redriveCount: number; readonly context: { Execution: object; StateMachine: object } }
    | undefined;

  constructor(options: ExecutionOptions) {
    this.options = options;
    this.startedAt = options.clock.now();
    this.history = new History(() => options.clock.now(), options.onEvent ?? (() => {}));
    this.place = firstPlace(options.machine.StartAt, options.input);
    this.tokens = options.tokens ?? new TaskTokens();
  }

  /** Runs to the end; never rejects: the status says how it ended. */
  async run(): Promise<void> {
    const { input, roleArn } = this.options;
    this.history.add(root(), {
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input: JSON.stringify(input), roleArn },
    });
    await this.attempt();
  }

  /**
   * Goes on at the states that did not succeed, with their original input; those that succeeded do not run again. The promise
   * never rejects. @throws StatesError ExecutionNotRedrivable, before anything happens
   */
  redrive(): Promise<void> {
    const { status, reason } = this.redrivable();
    if (status !== 'REDRIVABLE') throw new StatesError('ExecutionNotRedrivable', reason);
    this.status = 'RUNNING';
    this.stoppedAt = undefined;
    this.error = undefined;
    this.stopping = new AbortController();
    this.redriveCount++;
    this.redrivenAt = this.options.clock.now();
    this.history.add(
      { path: [], last: this.history.events.length },
      { type: 'ExecutionRedriven', executionRedrivenEventDetails: { redriveCount: this.redriveCount } },
    );
    return this.attempt();
  }

  redrivable(): Redrivable {
    return redrivable({
      status: this.status,
      events: this.history.events.length,
      now: this.options.clock.now(),
      startedAt: this.startedAt,
      stoppedAt: this.stoppedAt,
    });
  }

  /** StopExecution: nothing catches it, nothing runs after it; work in flight goes on, and its result is dropped. */
  stop(error?: string, cause?: string): void {
    this.stopping.abort(new Stopped(error, cause));
  }

  private async attempt(): Promise<void> {
    const { machine, clock } = this.options;
    const stopping = this.stopping;
    const over = new AbortController();
    if (machine.TimeoutSeconds !== undefined)
      clock.sleep(machine.TimeoutSeconds * 1_000, over.signal).then(
        () => stopping.abort(new MachineTimedOut()),
        () => {},
      );
    try {
      this.output = await runMachine(this.shared(), machine, this.place, stopping.signal);
      this.status = 'SUCCEEDED';
      this.end({
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: JSON.stringify(this.output ?? null) },
      });
    } catch (thrown) {
      this.fail(stopping.signal.aborted ? stopping.signal.reason : thrown);
    } finally {
      over.abort();
      this.stoppedAt = clock.now();
    }
  }

  private fail(reason: unknown): void {
    if (reason instanceof Stopped) {
      this.status = 'ABORTED';
      const given = reason.error !== undefined || reason.reason !== undefined;
      this.error = given ? new StatesError(reason.error, reason.reason) : undefined;
      this.end({ type: 'ExecutionAborted', executionAbortedEventDetails: this.error?.details ?? {} });
    } else if (reason instanceof MachineTimedOut) {
      this.status = 'TIMED_OUT';
      this.end({ type: 'ExecutionTimedOut', executionTimedOutEventDetails: {} });
    } else {
      this.status = 'FAILED';
      this.error =
        reason instanceof HistoryFull
          ? new StatesError(
              'States.Runtime',
              `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
            )
          : asStatesError(reason);
      this.end({ type: 'ExecutionFailed', executionFailedEventDetails: this.error.details });
    }
  }

  private end(event: Parameters<History['add']>[1]): void {
    this.history.add({ path: [], last: this.place.last }, event);
  }

  private shared(): Run {
    const { clock, runTask, random = Math.random, uuid = randomUUID } = this.options;
    const run: Run = {
      clock,
      history: this.history,
      tokens: this.tokens,
      runTask,
      runInner: (machine, place, signal) => runMachine(run, machine, place, signal),
      random,
      uuid,
      context: () => this.context(),
    };
    return run;
  }

  private context(): { Execution: object; StateMachine: object } {
    if (this.known?.redriveCount !== this.redriveCount)
      this.known = { redriveCount: this.redriveCount, context: this.freshContext() };
    return this.known.context;
  }

  private freshContext(): { Execution: object; StateMachine: object } {
    const { arn, name, input, roleArn, machineArn } = this.options;
    return {
      Execution: {
        Id: arn,
        Name: name,
        Input: input,
        StartTime: new Date(this.startedAt).toISOString(),
        RoleArn: roleArn,
        RedriveCount: this.redriveCount,
        ...(this.redrivenAt === undefined ? {} : { RedriveTime: new Date(this.redrivenAt).toISOString() }),
      },
      StateMachine: { Id: machineArn, Name: machineArn.split(':').pop() ?? '' },
    };
  }
}

const root = () => ({ path: [], last: 0 });
