import { expect } from 'vitest';
import type { Machine } from '../../../../sandbox/services/states/asl.ts';
import { StatesError } from '../../../../sandbox/services/states/errors.ts';
import { Execution } from '../../../../sandbox/services/states/execution.ts';
import { assertSupported } from '../../../../sandbox/services/states/supported.ts';
import { TaskTokens } from '../../../../sandbox/services/states/tokens.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A small state machine, and what the States Language or AWS's documentation says becomes of it. */
export interface Case {
  readonly name: string;
  /** The section or page that demands the outcome. */
  readonly source: string;
  readonly states: Readonly<Record<string, object>>;
  /** Further fields of the machine. */
  readonly more?: object;
  readonly input?: unknown;
  /** What a task answers; `n` counts the calls from 1. Without it: its arguments. */
  readonly task?: (args: never, n: number, at: At) => unknown;
  /** Drawn one after the other, the last one again and again. */
  readonly random?: readonly number[];
  /** Runs beside the execution. */
  readonly beside?: (at: At) => unknown;
  /** Each runs after the execution has ended, before it is redriven. */
  readonly redrives?: readonly ((at: At) => unknown)[];
  readonly expect: {
    readonly status?: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string | RegExp;
    /** Virtual seconds from start to end. */
    readonly seconds?: number;
    /** Arguments of the tasks' calls, in order. */
    readonly calls?: readonly unknown[];
    /** Types of the history's events between the first and the last, in order. */
    readonly events?: readonly string[];
    readonly more?: (at: At) => unknown;
  };
}

/** What a case can reach. */
export interface At {
  readonly execution: Execution;
  readonly clock: VirtualClock;
  readonly tokens: TaskTokens;
  /** Arguments of the calls so far. */
  readonly calls: unknown[];
}

export const SPEC = (section: string): string => `https://states-language.net/ "${section}"`;
export const GUIDE = (page: string): string => `https://docs.aws.amazon.com/step-functions/latest/dg/${page}.html`;
/** Recorded from AWS by the project's own tests. */
export const OBSERVED = (file: string): string =>
  `https://github.com/localstack/localstack tests/aws/services/stepfunctions/v2/${file} (recorded on AWS)`;

export const INVOKE = 'arn:aws:states:::lambda:invoke';
export const task = (args: unknown, more: object = {}) => ({
  Type: 'Task',
  Resource: INVOKE,
  Arguments: args,
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
export const pass = (output: unknown, more: object = {}) => ({
  Type: 'Pass',
  Output: output,
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
export const fail = (error: string, cause = 'because') => ({ Type: 'Fail', Error: error, Cause: cause });
export const wait = (seconds: unknown, more: object = {}) => ({
  Type: 'Wait',
  Seconds: seconds,
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
export const parallel = (branches: readonly Record<string, object>[], more: object = {}) => ({
  Type: 'Parallel',
  Branches: branches.map((states) => ({ StartAt: Object.keys(states)[0], States: states })),
  ...('Next' in more ? {} : { End: true }),
  ...more,
});
export const map = (items: unknown, states: Record<string, object>, more: object = {}) => ({
  Type: 'Map',
  Items: items,
  ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: Object.keys(states)[0], States: states },
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

/** A task's failure. */
export function failing(error: string, cause = 'because'): never {
  throw new StatesError(error, cause);
}
/** Fails the first `times` calls, then answers with the number of the call. */
export const failingAtFirst =
  (error: string, times: number) =>
  (_args: unknown, n: number): number =>
    n <= times ? failing(error) : n;

export function machineOf({ states, more }: Pick<Case, 'states' | 'more'>): Machine {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more } as Machine;
}

/** Runs a case and holds it to what it expects. */
export async function check(one: Case): Promise<void> {
  const machine = machineOf(one);
  assertSupported(machine);
  const clock = new VirtualClock();
  const tokens = new TaskTokens();
  const calls: unknown[] = [];
  let drawn = 0;
  let ids = 0;
  const execution: Execution = new Execution({
    arn: 'arn:aws:states:sa-east-1:111122223333:execution:m:e',
    name: 'e',
    machineArn: 'arn:aws:states:sa-east-1:111122223333:stateMachine:m',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    machine,
    input: one.input ?? {},
    clock,
    tokens,
    random: () => {
      const values = one.random ?? [0.5];
      return values[Math.min(drawn++, values.length - 1)] ?? 0;
    },
    uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    runTask: async (_resource, args) => {
      calls.push(args);
      return one.task === undefined ? args : await one.task(args as never, calls.length, at);
    },
  });
  const at: At = { execution, clock, tokens, calls };
  const running = execution.run();
  await one.beside?.(at);
  await running;
  for (const before of one.redrives ?? []) {
    await before(at);
    await execution.redrive();
  }

  const { status = one.expect.error === undefined ? 'SUCCEEDED' : 'FAILED' } = one.expect;
  const ended = { status: execution.status, error: execution.error?.error, cause: execution.error?.reason };
  expect(ended).toEqual({ ...ended, status, ...('error' in one.expect ? { error: one.expect.error } : {}) });
  if (one.expect.cause !== undefined) expect(ended.cause).toMatch(one.expect.cause);
  if ('output' in one.expect) expect(execution.output).toEqual(one.expect.output);
  if (one.expect.seconds !== undefined)
    expect(((execution.stoppedAt ?? 0) - execution.startedAt) / 1_000).toBe(one.expect.seconds);
  if (one.expect.calls !== undefined) expect(calls).toEqual(one.expect.calls);
  if (one.expect.events !== undefined)
    expect(execution.history.events.slice(1, -1).map((event) => event.type)).toEqual(one.expect.events);
  await one.expect.more?.(at);
}
