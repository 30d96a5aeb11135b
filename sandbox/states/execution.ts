import type { Clock } from '../kernel/clock.ts';
import type { Catcher, Machine, MapState, ParallelState, Retrier, State, TaskState } from './asl.ts';
import { Cancelled, errorMatches, StatesError } from './errors.ts';
import { evaluate, type Scope } from './expression.ts';
import { History, payload, type Told } from './history.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Runs a Task's work. A function's error is thrown as StatesError. */
export type TaskRunner = (resource: string, args: unknown, signal: AbortSignal) => Promise<unknown>;

export interface ExecutionOptions {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly roleArn: string;
  readonly machine: Machine;
  readonly input: unknown;
  readonly clock: Clock;
  readonly runTask: TaskRunner;
  readonly random?: () => number;
  readonly onEvent?: (event: Told) => void;
}

interface Frame {
  /** Own variables, with those of outer scopes behind them. */
  readonly variables: Record<string, unknown>;
  readonly path: readonly string[];
  readonly signal: AbortSignal;
  readonly map?: { readonly Item: { readonly Index: number; readonly Value: unknown } };
}

interface Step {
  readonly next: string | undefined;
  readonly output: unknown;
}

/** One execution of a JSONata state machine. */
export class Execution {
  readonly options: ExecutionOptions;
  readonly startedAt: number;
  readonly history: History;
  status: Status = 'RUNNING';
  stoppedAt: number | undefined;
  output: unknown;
  error: StatesError | undefined;
  private readonly stopping = new AbortController();

  constructor(options: ExecutionOptions) {
    this.options = options;
    this.startedAt = options.clock.now();
    this.history = new History(() => options.clock.now(), options.onEvent ?? (() => {}));
  }

  /** Runs to the end; never rejects: the status says how it ended. */
  async run(): Promise<void> {
    const { machine, input, roleArn, clock } = this.options;
    const timeout = new AbortController();
    this.history.add([], {
      type: 'ExecutionStarted',
      executionStartedEventDetails: { input: JSON.stringify(input), roleArn },
    });
    try {
      const signal = this.stopping.signal;
      if (machine.TimeoutSeconds !== undefined) {
        clock.sleep(machine.TimeoutSeconds * 1_000, timeout.signal).then(
          () => this.stopping.abort(new StatesError('States.Timeout', 'execution')),
          () => {},
        );
      }
      this.output = await this.runMachine(machine, input, {
        variables: Object.create(null) as Record<string, unknown>,
        path: [],
        signal,
      });
      this.status = 'SUCCEEDED';
      this.history.add([], {
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: JSON.stringify(this.output ?? null) },
      });
    } catch (thrown) {
      this.end(thrown);
    } finally {
      timeout.abort();
      this.stoppedAt = clock.now();
    }
  }

  stop(error = '', cause = ''): void {
    this.stopping.abort(new Cancelled(error, cause));
  }

  private end(thrown: unknown): void {
    const reason = this.stopping.signal.aborted ? this.stopping.signal.reason : thrown;
    if (reason instanceof Cancelled) {
      this.status = 'ABORTED';
      this.error = new StatesError(reason.error, reason.message);
      this.history.add([], {
        type: 'ExecutionAborted',
        executionAbortedEventDetails: { error: reason.error, cause: reason.message },
      });
      return;
    }
    this.error = asStatesError(reason);
    const { error, reason: cause } = this.error;
    if (this.stopping.signal.aborted) {
      this.status = 'TIMED_OUT';
      this.history.add([], { type: 'ExecutionTimedOut', executionTimedOutEventDetails: { error, cause } });
    } else {
      this.status = 'FAILED';
      this.history.add([], { type: 'ExecutionFailed', executionFailedEventDetails: { error, cause } });
    }
  }

  private async runMachine(machine: Machine, input: unknown, frame: Frame): Promise<unknown> {
    let name: string | undefined = machine.StartAt;
    let data = input;
    while (name !== undefined) {
      frame.signal.throwIfAborted();
      const state: State | undefined = machine.States[name];
      if (state === undefined) throw new StatesError('States.Runtime', `There is no state "${name}".`);
      this.history.add(frame.path, {
        type: `${state.Type}StateEntered` as 'TaskStateEntered',
        stateEnteredEventDetails: { name, input: payload(data, `The input of "${name}"`) },
      });
      const step: Step = await this.runState(name, state, data, frame);
      this.history.add(frame.path, {
        type: `${state.Type}StateExited` as 'TaskStateExited',
        stateExitedEventDetails: { name, output: payload(step.output, `The output of "${name}"`) },
      });
      data = step.output;
      name = step.next;
    }
    return data;
  }

  private async runState(name: string, state: State, input: unknown, frame: Frame): Promise<Step> {
    const { clock } = this.options;
    const context = this.context(name, frame);
    const scope = (extra: object = {}): Scope => ({
      states: { input, context, ...extra },
      variables: flattened(frame.variables),
      now: clock.now(),
    });
    /** Assign and Output both see the old variables; Assign takes effect on leaving. */
    const leave = async (
      spec: { Output?: unknown; Assign?: Readonly<Record<string, unknown>> },
      fallback: unknown,
      extra: object,
    ): Promise<unknown> => {
      const assigned =
        spec.Assign === undefined ? {} : ((await evaluate(spec.Assign, scope(extra))) as Record<string, unknown>);
      const output = spec.Output === undefined ? fallback : await evaluate(spec.Output, scope(extra));
      Object.assign(frame.variables, assigned);
      return output;
    };
    switch (state.Type) {
      case 'Pass':
        return { next: state.Next, output: await leave(state, input, {}) };
      case 'Succeed':
        return { next: undefined, output: await leave(state, input, {}) };
      case 'Fail':
        throw new StatesError(
          String(await evaluate(state.Error ?? 'States.Failed', scope())),
          String(await evaluate(state.Cause ?? '', scope())),
        );
      case 'Wait': {
        const ms =
          state.Timestamp === undefined
            ? Number(await evaluate(state.Seconds, scope())) * 1_000
            : Date.parse(String(await evaluate(state.Timestamp, scope()))) - clock.now();
        await clock.sleep(ms, frame.signal);
        return { next: state.Next, output: await leave(state, input, {}) };
      }
      case 'Choice':
        for (const rule of state.Choices) {
          const holds = await evaluate(rule.Condition, scope());
          if (typeof holds !== 'boolean')
            throw new StatesError(
              'States.QueryEvaluationError',
              `The condition ${rule.Condition} of "${name}" returned ${JSON.stringify(holds)}; expected a boolean.`,
            );
          if (holds) return { next: rule.Next, output: await leave(rule, input, {}) };
        }
        if (state.Default === undefined)
          throw new StatesError('States.NoChoiceMatched', `No rule of "${name}" matched and it has no default.`);
        return { next: state.Default, output: await leave(state, input, {}) };
      default:
        return await this.runFailable(name, state, input, frame, context, scope, leave);
    }
  }

  private async runFailable(
    name: string,
    state: TaskState | ParallelState | MapState,
    input: unknown,
    frame: Frame,
    context: ReturnType<Execution['context']>,
    scope: (extra?: object) => Scope,
    leave: (
      spec: { Output?: unknown; Assign?: Readonly<Record<string, unknown>> },
      fallback: unknown,
      extra: object,
    ) => Promise<unknown>,
  ): Promise<Step> {
    const { clock, random = Math.random } = this.options;
    const attempts = new Map<Retrier, number>();
    for (;;) {
      try {
        const result =
          state.Type === 'Task'
            ? await this.runTask(state, input, frame, scope)
            : state.Type === 'Parallel'
              ? await this.runParallel(name, state, input, frame, scope)
              : await this.runMap(name, state, input, frame, context, scope);
        return { next: state.Next, output: await leave(state, result, { result }) };
      } catch (thrown) {
        if (frame.signal.aborted || thrown instanceof Cancelled) throw thrown;
        const error = asStatesError(thrown);
        const retrier = state.Retry?.find((r) => errorMatches(r.ErrorEquals, error.error));
        const tried = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
        if (retrier !== undefined && tried < (retrier.MaxAttempts ?? 3)) {
          attempts.set(retrier, tried + 1);
          context.State.RetryCount++;
          const backoff = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** tried;
          const delay =
            Math.min(backoff, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) *
            (retrier.JitterStrategy === 'FULL' ? random() : 1);
          await clock.sleep(delay * 1_000, frame.signal);
          continue;
        }
        const catcher: Catcher | undefined = state.Catch?.find((c) => errorMatches(c.ErrorEquals, error.error));
        if (catcher === undefined) throw error;
        return { next: catcher.Next, output: await leave(catcher, error.output, { errorOutput: error.output }) };
      }
    }
  }

  private async runTask(state: TaskState, input: unknown, frame: Frame, scope: () => Scope): Promise<unknown> {
    const { clock, runTask } = this.options;
    const args = state.Arguments === undefined ? input : await evaluate(state.Arguments, scope());
    const seconds =
      state.TimeoutSeconds === undefined ? undefined : Number(await evaluate(state.TimeoutSeconds, scope()));
    const resourceType = 'lambda';
    this.history.add(frame.path, {
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        resource: 'invoke',
        resourceType,
        region: '',
        parameters: payload(args, 'The arguments of a task'),
        ...(seconds === undefined ? {} : { timeoutInSeconds: seconds }),
      },
    });
    this.history.add(frame.path, {
      type: 'TaskStarted',
      taskStartedEventDetails: { resource: 'invoke', resourceType },
    });
    const over = new AbortController();
    try {
      const work = clock.busy(runTask(state.Resource, args, frame.signal));
      work.catch(() => {}); // Its outcome may come after nobody waits for it any more.
      const races: Promise<unknown>[] = [work, aborted(frame.signal)];
      if (seconds !== undefined) {
        const deadline = clock.deadline(seconds * 1_000, over.signal).then(() => {
          throw new StatesError('States.Timeout', `The task did not end within ${seconds} seconds.`);
        });
        deadline.catch(() => {});
        races.push(deadline);
      }
      const result = await Promise.race(races);
      this.history.add(frame.path, {
        type: 'TaskSucceeded',
        taskSucceededEventDetails: {
          resource: 'invoke',
          resourceType,
          output: payload(result, 'The result of a task'),
        },
      });
      return result;
    } catch (thrown) {
      if (frame.signal.aborted) throw thrown;
      const error = asStatesError(thrown);
      const type = error.error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed';
      const details = { resource: 'invoke', resourceType, error: error.error, cause: error.reason };
      this.history.add(
        frame.path,
        type === 'TaskFailed' ? { type, taskFailedEventDetails: details } : { type, taskTimedOutEventDetails: details },
      );
      throw error;
    } finally {
      over.abort(new Cancelled());
    }
  }

  private async runParallel(
    name: string,
    state: ParallelState,
    input: unknown,
    frame: Frame,
    scope: () => Scope,
  ): Promise<unknown> {
    const argument = state.Arguments === undefined ? input : await evaluate(state.Arguments, scope());
    return await this.runAll(frame, state.Branches.length, state.Branches.length, (index, signal) => {
      const branch = state.Branches[index];
      if (branch === undefined) throw new StatesError('States.Runtime', 'no such branch');
      return this.runMachine(branch, argument, inner(frame, `${name}[${index}]`, signal));
    });
  }

  private async runMap(
    name: string,
    state: MapState,
    input: unknown,
    frame: Frame,
    context: object,
    scope: () => Scope,
  ): Promise<unknown> {
    const items = state.Items === undefined ? input : await evaluate(state.Items, scope());
    if (!Array.isArray(items))
      throw new StatesError('States.QueryEvaluationError', `The items of "${name}" are no array.`);
    const most =
      Number(state.MaxConcurrency === undefined ? 0 : await evaluate(state.MaxConcurrency, scope())) || items.length;
    return await this.runAll(frame, items.length, most, async (index, signal) => {
      const map = { Item: { Index: index, Value: items[index] as unknown } };
      const outer = scope();
      const item =
        state.ItemSelector === undefined
          ? items[index]
          : await evaluate(state.ItemSelector, {
              ...outer,
              states: { ...outer.states, context: { ...context, Map: map } },
            });
      return await this.runMachine(state.ItemProcessor, item, { ...inner(frame, `${name}[${index}]`, signal), map });
    });
  }

  /** Runs children, at most `most` at once, in order; the first failure cancels the others and wins. */
  private async runAll(
    frame: Frame,
    count: number,
    most: number,
    child: (index: number, signal: AbortSignal) => Promise<unknown>,
  ): Promise<unknown[]> {
    const cancel = new AbortController();
    const signal = AbortSignal.any([frame.signal, cancel.signal]);
    const results: unknown[] = new Array(count);
    let next = 0;
    let first: { readonly error: unknown } | undefined;
    const worker = async (): Promise<void> => {
      while (next < count && !signal.aborted) {
        const index = next++;
        try {
          results[index] = await child(index, signal);
        } catch (error) {
          first ??= { error };
          cancel.abort(new Cancelled('', 'a sibling failed'));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(most, count) }, worker));
    frame.signal.throwIfAborted();
    if (first !== undefined) throw first.error;
    return results;
  }

  private context(name: string, frame: Frame) {
    const { arn, name: execution, input, roleArn, machineArn, clock } = this.options;
    return {
      Execution: {
        Id: arn,
        Name: execution,
        Input: input,
        StartTime: new Date(this.startedAt).toISOString(),
        RoleArn: roleArn,
        RedriveCount: 0,
      },
      StateMachine: { Id: machineArn, Name: machineArn.split(':').pop() ?? '' },
      State: { Name: name, EnteredTime: new Date(clock.now()).toISOString(), RetryCount: 0 },
      ...(frame.map === undefined ? {} : { Map: frame.map }),
    };
  }
}

/** Variables of an inner scope: its own are its own, the outer ones are read. */
const inner = (frame: Frame, step: string, signal: AbortSignal): Frame => ({
  variables: Object.create(frame.variables) as Record<string, unknown>,
  path: [...frame.path, step],
  signal,
});

function flattened(variables: Record<string, unknown>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name in variables) all[name] = variables[name];
  return all;
}

function asStatesError(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  return new StatesError('States.Runtime', (thrown as Error)?.stack ?? String(thrown));
}

function aborted(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {});
  return promise;
}
