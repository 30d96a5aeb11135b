import { describe, expect, it } from 'vitest';
import { ScaledClock } from '../../../sandbox/kernel/clock.ts';
import type { Machine } from '../../../sandbox/states/asl.ts';
import { StatesError } from '../../../sandbox/states/errors.ts';
import { Execution, type TaskRunner } from '../../../sandbox/states/execution.ts';
import { assertSupported } from '../../../sandbox/states/supported.ts';

/** A virtual hour lasts 36 ms. */
const FACTOR = 100_000;
const task = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: '{% $states.input %}',
  End: true,
  ...more,
});
const pass = (output: unknown) => ({ Type: 'Pass', Output: output, End: true });

async function run(
  states: object,
  options: { input?: unknown; runTask?: TaskRunner; more?: object; during?: (execution: Execution) => void } = {},
): Promise<Execution> {
  const machine = {
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
    ...options.more,
  } as Machine;
  assertSupported(machine);
  const execution = new Execution({
    arn: 'arn:execution:m:e',
    name: 'e',
    machineArn: 'arn:stateMachine:m',
    roleArn: 'arn:role',
    machine,
    input: options.input ?? {},
    clock: new ScaledClock(FACTOR),
    runTask: options.runTask ?? (async () => null),
    random: () => 0.5,
  });
  const running = execution.run();
  options.during?.(execution);
  await running;
  return execution;
}

/** Fails `times` times with an error, then answers with the number of calls. */
function failing(error: string, times: number): TaskRunner {
  let calls = 0;
  return async () => {
    calls++;
    if (calls <= times) throw new StatesError(error, 'c');
    return calls;
  };
}

describe('values', () => {
  it.each([
    ['a literal', 'x', 'x'],
    ['an expression', '{% $states.input.a + 1 %}', 3],
    ['nested in an object', { b: ['{% $states.input.a %}'] }, { b: [2] }],
    ['the context', '{% $states.context.Execution.Name %}', 'e'],
    ['$parse', '{% $parse(\'{"a":1}\').a %}', 1],
  ])('%s', async (_what, output, expected) => {
    expect((await run({ A: pass(output) }, { input: { a: 2 } })).output).toEqual(expected);
  });

  it.each(['{% $nothing %}', '{% $states.input.gone %}', '{% 1 + "a" %}'])(
    '%s is a States.QueryEvaluationError',
    async (expression) => {
      const execution = await run({ A: pass(expression) });
      expect([execution.status, execution.error?.error]).toEqual(['FAILED', 'States.QueryEvaluationError']);
    },
  );

  it('Assign takes effect on leaving: Output and Assign both see the old variables', async () => {
    const execution = await run({
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', m: '{% $n %}' }, Output: '{% $n %}', Next: 'C' },
      C: pass(['{% $states.input %}', '{% $n %}', '{% $m %}']),
    });
    expect(execution.output).toEqual([1, 2, 1]);
  });
});

describe('Retry', () => {
  it('waits interval x rate^n, at most the maximum, and then gives up with the last error', async () => {
    const begun = Date.now();
    const execution = await run(
      {
        A: task({
          Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 100, BackoffRate: 2, MaxDelaySeconds: 300, MaxAttempts: 3 }],
        }),
      },
      { runTask: failing('E', 9) },
    );
    expect(execution.error?.error).toBe('E');
    // 100 + 200 + 300 virtual seconds
    const virtual = ((execution.stoppedAt ?? 0) - execution.startedAt) / 1_000;
    expect(virtual).toBeGreaterThanOrEqual(600);
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(execution.history.events.filter((e) => e.type === 'TaskFailed')).toHaveLength(4);
  });
  it('counts each retrier by itself', async () => {
    let calls = 0;
    const execution = await run(
      {
        A: task({
          Retry: [
            { ErrorEquals: ['A'], MaxAttempts: 1 },
            { ErrorEquals: ['B'], MaxAttempts: 1 },
          ],
        }),
      },
      {
        runTask: async () => {
          calls++;
          if (calls <= 2) throw new StatesError(calls === 1 ? 'A' : 'B', '');
          return 'ok';
        },
      },
    );
    expect(execution.output).toBe('ok');
  });
});

describe('Catch', () => {
  const caught = (names: string[], error: string) =>
    run(
      {
        A: task({ Catch: [{ ErrorEquals: names, Next: 'C', Output: '{% $states.errorOutput.Error %}' }] }),
        C: pass('{% $states.input %}'),
      },
      { runTask: failing(error, 1) },
    );
  it.each([
    [['E'], 'E'],
    [['States.ALL'], 'E'],
    [['States.TaskFailed'], 'E'],
    [['States.ALL'], 'States.Timeout'],
  ])('%s catches %s', async (names, error) => {
    expect((await caught(names, error)).output).toBe(error);
  });
  it.each([
    [['States.ALL'], 'States.Runtime'],
    [['States.ALL'], 'States.DataLimitExceeded'],
    [['States.TaskFailed'], 'States.Timeout'],
    [['Other'], 'E'],
  ])('%s does not catch %s', async (names, error) => {
    expect((await caught(names, error)).error?.error).toBe(error);
  });
  it('comes after the retries, and assigns by itself', async () => {
    const execution = await run(
      {
        A: task({
          Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: ['E'], Next: 'C', Assign: { why: '{% $states.errorOutput.Cause %}' } }],
        }),
        C: pass('{% $why %}'),
      },
      { runTask: failing('E', 9) },
    );
    expect(execution.output).toBe('c');
    expect(execution.history.events.filter((e) => e.type === 'TaskFailed')).toHaveLength(3);
  });
});

describe('Choice and Fail', () => {
  const choice = (more: object) => ({
    A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n > 1 %}', Next: 'B' }], ...more },
    B: pass('b'),
    C: pass('c'),
  });
  it('takes the first rule that holds, else the default', async () => {
    expect((await run(choice({ Default: 'C' }), { input: { n: 2 } })).output).toBe('b');
    expect((await run(choice({ Default: 'C' }), { input: { n: 1 } })).output).toBe('c');
  });
  it('without a default fails by name', async () => {
    expect((await run(choice({}), { input: { n: 1 } })).error?.error).toBe('States.NoChoiceMatched');
  });
  it('ends with the error and cause of a Fail state', async () => {
    const { status, error } = await run({ A: { Type: 'Fail', Error: '{% "E" & "1" %}', Cause: 'because' } });
    expect([status, error?.error, error?.reason]).toEqual(['FAILED', 'E1', 'because']);
  });
});

describe('Parallel and Map', () => {
  it('give the results in order; branches read outer variables', async () => {
    const execution = await run({
      A: { Type: 'Pass', Assign: { v: 7 }, Next: 'P' },
      P: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'X', States: { X: pass('{% $v + 1 %}') } },
          { StartAt: 'Y', States: { Y: pass('y') } },
        ],
        End: true,
      },
    });
    expect(execution.output).toEqual([8, 'y']);
  });
  it('a failing branch cancels the others and wins', async () => {
    let ran = false;
    const execution = await run(
      {
        P: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'X', States: { X: { Type: 'Fail', Error: 'E', Cause: '' } } },
            { StartAt: 'Y', States: { Y: { Type: 'Wait', Seconds: 3_600, Next: 'Z' }, Z: task() } },
          ],
          End: true,
        },
      },
      {
        runTask: async () => {
          ran = true;
          return null;
        },
      },
    );
    expect([execution.error?.error, ran]).toEqual(['E', false]);
  });
  it('MaxConcurrency 1 runs items one after the other', async () => {
    const order: unknown[] = [];
    const execution = await run(
      {
        M: {
          Type: 'Map',
          Items: '{% $states.input %}',
          MaxConcurrency: 1,
          ItemProcessor: { StartAt: 'T', States: { T: task({ Arguments: { n: '{% $states.input %}' } }) } },
          End: true,
        },
      },
      {
        input: [3, 1, 2],
        runTask: async (_resource, args) => {
          const { n } = args as { n: number };
          order.push(`+${n}`);
          await new Promise((resolve) => setTimeout(resolve, n * 3));
          order.push(`-${n}`);
          return n * 2;
        },
      },
    );
    expect(execution.output).toEqual([6, 2, 4]);
    expect(order).toEqual(['+3', '-3', '+1', '-1', '+2', '-2']);
  });
});

describe('time and ends', () => {
  it('a Wait lasts virtual seconds', async () => {
    const execution = await run({ A: { Type: 'Wait', Seconds: 3_600, End: true } });
    expect((execution.stoppedAt ?? 0) - execution.startedAt).toBeGreaterThanOrEqual(3_600_000);
  });
  it('a task that does not answer in (real) time is States.Timeout', async () => {
    const execution = await run({ A: task({ TimeoutSeconds: 1 }) }, { runTask: () => new Promise(() => {}) });
    expect(execution.error?.error).toBe('States.Timeout');
    expect(execution.history.events.map((e) => e.type)).toContain('TaskTimedOut');
  });
  it('a machine’s own time-out ends it TIMED_OUT, and nothing catches it', async () => {
    const execution = await run(
      { A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: pass('caught') },
      { runTask: () => new Promise(() => {}), more: { TimeoutSeconds: 60 } },
    );
    expect(execution.status).toBe('TIMED_OUT');
  });
  it('a stopped execution is ABORTED, and no Catch sees it', async () => {
    const execution = await run(
      { A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: pass('caught') },
      { runTask: () => new Promise(() => {}), during: (e) => setTimeout(() => e.stop('Mine', 'enough'), 10) },
    );
    expect([execution.status, execution.error?.error, execution.error?.reason]).toEqual(['ABORTED', 'Mine', 'enough']);
  });
  it('a payload above 256 KiB is States.DataLimitExceeded', async () => {
    expect((await run({ A: pass('x'.repeat(262_145)) })).error?.error).toBe('States.DataLimitExceeded');
  });
});

describe('what it does not do is refused at deployment, by name', () => {
  it.each([
    ['a JSONPath field', { A: { Type: 'Pass', ResultPath: '$.x', End: true } }, /ResultPath/],
    ['another service integration', { A: task({ Resource: 'arn:aws:states:::sns:publish' }) }, /sns:publish/],
    ['a heartbeat', { A: task({ HeartbeatSeconds: 5 }) }, /HeartbeatSeconds/],
    ['a state that is not there', { A: { Type: 'Pass', Next: 'Gone' } }, /"Gone" does not exist/],
    ['a long name', { ['x'.repeat(81)]: pass(1) }, /81 characters/],
    [
      'assigning an outer variable',
      {
        A: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' },
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'X', States: { X: { Type: 'Pass', Assign: { v: 2 }, End: true } } }],
          End: true,
        },
      },
      /assigns \$v, a variable of an outer scope/,
    ],
  ])('%s', (_what, states, told) => {
    expect(() =>
      assertSupported({
        QueryLanguage: 'JSONata',
        StartAt: Object.keys(states)[0] ?? '',
        States: states,
      } as unknown as Machine),
    ).toThrow(told);
  });
});
