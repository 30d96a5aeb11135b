import { expect } from 'vitest';
import { type At, type Case, fail, failing, GUIDE, map, parallel, pass, task, wait } from '../case.ts';

const REDRIVE = GUIDE('redrive-executions');
const nothing = (): void => {};
/** The cause is mended some time later. */
const after =
  (seconds: number) =>
  async ({ clock }: At): Promise<void> =>
    clock.sleep(seconds * 1_000);
/** Fails for these arguments until their n-th call. */
const until =
  (arg: unknown, times: number, error = 'E') =>
  (args: never, _n: number, { calls }: At): unknown => {
    const seen = calls.filter((one) => JSON.stringify(one) === JSON.stringify(args)).length;
    return JSON.stringify(args) === JSON.stringify(arg) && seen <= times ? failing(error) : args;
  };

export const redrives: Case[] = [
  {
    name: 'goes on at the task that failed, with its input; what succeeded does not run again',
    source: REDRIVE,
    states: {
      A: task('a', { Next: 'B' }),
      B: task(['b', '{% $states.input %}'], { Next: 'C' }),
      C: task('c'),
    },
    task: until(['b', 'a'], 1),
    redrives: [nothing],
    expect: {
      output: 'c',
      calls: ['a', ['b', 'a'], ['b', 'a'], 'c'],
      events: [
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'TaskStateExited',
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskFailed',
        'ExecutionFailed',
        'ExecutionRedriven',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'TaskStateExited',
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'TaskStateExited',
      ],
    },
  },
  {
    name: 'keeps the variables that were assigned before',
    source: REDRIVE,
    states: {
      A: { Type: 'Pass', Assign: { v: 1 }, Next: 'B' },
      B: task('{% $v %}', { Assign: { v: '{% $v + 1 %}' }, Next: 'C' }),
      C: pass('{% $v %}'),
    },
    task: until(1, 1),
    redrives: [nothing],
    expect: { output: 2, calls: [1, 1] },
  },
  {
    name: 'RedriveCount and RedriveTime are in the context; StartTime stays',
    source: GUIDE('input-output-contextobject'),
    states: {
      A: task('a', { Next: 'B' }),
      B: pass('{% $states.context.Execution.[RedriveCount, RedriveTime, StartTime] %}'),
    },
    task: until('a', 2),
    redrives: [after(60), after(60)],
    expect: { output: [2, '2026-11-24T12:02:00.000Z', '2026-11-24T12:00:00.000Z'] },
  },
  {
    name: 'the redriven state was entered when it was entered: EnteredTime does not move',
    source: GUIDE('redrive-map-run'),
    states: { A: task('{% $states.context.State.EnteredTime %}') },
    task: (args: unknown, n) => (n === 1 ? failing('E') : args),
    redrives: [after(3_600)],
    expect: { output: '2026-11-24T12:00:00.000Z' },
  },
  {
    name: 'retries begin again',
    source: REDRIVE,
    states: { A: task('{% $states.context.State.RetryCount %}', { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }] }) },
    task: (_args, n) => (n < 6 ? failing('E') : 'done'),
    redrives: [nothing],
    expect: { output: 'done', calls: [0, 1, 2, 0, 1, 2] },
  },
  {
    name: 'a task’s TimeoutSeconds begin again',
    source: REDRIVE,
    states: {
      A: {
        ...task({ token: '{% $states.context.Task.Token %}' }),
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        TimeoutSeconds: 60,
      },
    },
    task: ({ token }: { token: string }, n, { clock, tokens }) => {
      if (n === 2) void clock.sleep(59_000).then(() => tokens.succeed(token, 'in time'));
      return 'asked';
    },
    redrives: [after(3_600)],
    expect: { output: 'in time', seconds: 60 + 3_600 + 59 },
  },
  {
    name: 'the machine’s TimeoutSeconds begin again',
    source: REDRIVE,
    states: { A: wait(50, { Next: 'B' }), B: task('b', { Next: 'C' }), C: wait(50) },
    more: { TimeoutSeconds: 60 },
    task: until('b', 1),
    redrives: [nothing],
    expect: { status: 'SUCCEEDED', seconds: 100 },
  },
  {
    name: 'of an execution that timed out: goes on at the state it was in',
    source: REDRIVE,
    states: { A: task('a', { Next: 'W' }), W: wait(50, { Next: 'B' }), B: task('b') },
    more: { TimeoutSeconds: 60 },
    task: (args: unknown, n, { clock }) => (n === 1 ? clock.sleep(30_000).then(() => args) : args),
    redrives: [nothing],
    expect: { output: 'b', calls: ['a', 'b'], seconds: 60 + 50 },
  },
  {
    name: 'of an execution that was stopped: its task in flight is called again',
    source: REDRIVE,
    states: { A: task('a', { Next: 'B' }), B: task('b') },
    task: (args: unknown, n) => (n === 2 ? new Promise(() => {}) : args),
    beside: async ({ execution, calls }) => {
      while (calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
      execution.stop('Mine', 'pause');
    },
    redrives: [nothing],
    expect: { output: 'b', calls: ['a', 'b', 'b'] },
  },
  {
    name: 'a Fail state fails again',
    source: REDRIVE,
    states: { A: task('a', { Next: 'F' }), F: fail('Mine') },
    redrives: [nothing, nothing],
    expect: {
      error: 'Mine',
      calls: ['a'],
      events: [
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'TaskStateExited',
        'FailStateEntered',
        'ExecutionFailed',
        'ExecutionRedriven',
        'FailStateEntered',
        'ExecutionFailed',
        'ExecutionRedriven',
        'FailStateEntered',
      ],
    },
  },
  {
    name: 'a failure that Catch led to a Fail is not tried again',
    source:
      'https://aws.amazon.com/blogs/compute/introducing-aws-step-functions-redrive-a-new-way-to-restart-workflows/',
    states: { A: task('a', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'F' }] }), F: fail('Mine') },
    task: until('a', 1),
    redrives: [nothing],
    expect: { error: 'Mine', calls: ['a'] },
  },
  {
    name: 'a Choice without a match looks at its rules again',
    source: REDRIVE,
    states: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% $states.context.Execution.RedriveCount > 0 %}', Next: 'B' }] },
      B: pass('b'),
    },
    redrives: [nothing],
    expect: { output: 'b' },
  },
  {
    name: 'a Wait until a time that has passed is left at once',
    source: REDRIVE,
    states: { W: { Type: 'Wait', Timestamp: '2026-11-24T13:00:00Z', Next: 'B' }, B: pass('b') },
    beside: async ({ execution, clock }) => {
      void clock.sleep(60_000).then(() => execution.stop());
    },
    redrives: [after(7_200)],
    expect: { output: 'b', seconds: 60 + 7_200 },
  },
  {
    name: 'a Pass whose expression failed is evaluated again',
    source: REDRIVE,
    states: { A: pass('{% $states.context.Execution.RedriveCount = 0 ? $gone : 1 %}') },
    redrives: [nothing],
    expect: { output: 1 },
  },
  {
    name: 'in a Parallel: only the branch that failed and those that were aborted go on, each where it stood',
    source: REDRIVE,
    states: {
      A: { Type: 'Pass', Assign: { outer: 'o' }, Next: 'P' },
      P: parallel(
        [
          {
            R: task('restore', { Assign: { inner: '{% $states.result %}' }, Next: 'Look' }),
            Look: wait(30, { Next: 'Prove' }),
            Prove: task(['prove', '{% $inner & $outer %}']),
          },
          { S: task('snapshot') },
          { C: wait(5, { Next: 'Put' }), Put: task('put back') },
        ],
        { Assign: { all: '{% $states.result %}' }, Next: 'End' },
      ),
      End: pass('{% $all %}'),
    },
    task: until('put back', 1),
    redrives: [after(60)],
    expect: {
      output: [['prove', 'restoreo'], 'snapshot', 'put back'],
      calls: ['restore', 'snapshot', 'put back', 'put back', ['prove', 'restoreo']],
      more: ({ execution }) => {
        const types = execution.history.events.map((event) => event.type);
        if (types.filter((type) => type === 'ParallelStateEntered').length !== 1) throw new Error('entered again');
      },
    },
  },
  {
    name: 'in a Parallel: a branch that failed once more is redriven once more',
    source: REDRIVE,
    states: { P: parallel([{ A: task('a') }, { B: task('b', { Next: 'C' }), C: task('c') }]) },
    task: until('c', 2),
    redrives: [nothing, nothing],
    expect: { output: ['a', 'c'], calls: ['a', 'b', 'c', 'c', 'c'] },
  },
  {
    name: 'in a Parallel: two branches that failed one after the other in two attempts',
    source: REDRIVE,
    states: {
      P: parallel([
        { A: task('a', { Next: 'A2' }), A2: task('a2') },
        { B: wait(10, { Next: 'B2' }), B2: task('b2') },
      ]),
    },
    task: (args: unknown, _n, { calls }) => {
      const seen = calls.filter((one) => one === args).length;
      return (args === 'a2' || args === 'b2') && seen === 1 ? failing('E') : args;
    },
    redrives: [nothing, nothing],
    expect: { output: ['a2', 'b2'], calls: ['a', 'a2', 'a2', 'b2', 'b2'] },
  },
  {
    name: 'in a Parallel: its own Retry begins again, with all its branches',
    source: REDRIVE,
    states: { P: parallel([{ A: task('a') }, { B: task('b') }], { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }) },
    task: until('b', 3),
    redrives: [nothing],
    // First attempt a b, its retry a b; redriven: b alone, which fails, and the retry runs both.
    expect: { output: ['a', 'b'], calls: ['a', 'b', 'a', 'b', 'b', 'a', 'b'] },
  },
  {
    name: 'a Parallel whose results were too large runs all its branches again',
    source: REDRIVE,
    states: { P: parallel([{ A: task('a') }, { B: task('b') }]) },
    task: (args: unknown, n) => (n <= 2 ? 'x'.repeat(200_000) : args),
    redrives: [nothing],
    expect: { output: ['a', 'b'], calls: ['a', 'b', 'a', 'b'] },
  },
  {
    name: 'a Parallel whose Output failed evaluates it again, on the results it has',
    source: REDRIVE,
    states: {
      P: parallel([{ A: task('a') }], {
        Output: '{% $states.context.Execution.RedriveCount = 0 ? $gone : $states.result %}',
      }),
    },
    redrives: [nothing],
    expect: { output: ['a'], calls: ['a'] },
  },
  {
    name: 'in a Map: iterations that succeeded do not run again; the failed one goes on where it stood, the rest begin',
    source: REDRIVE,
    states: {
      M: map(
        ['web', 'worker', 'cron'],
        {
          S: task(['switch', '{% $states.input %}'], { Next: 'L' }),
          L: task(['look', '{% $states.context.Map.Item.Value %}']),
        },
        { MaxConcurrency: 1 },
      ),
    },
    task: until(['look', 'worker'], 1),
    redrives: [after(60)],
    expect: {
      output: [
        ['look', 'web'],
        ['look', 'worker'],
        ['look', 'cron'],
      ],
      calls: [
        ['switch', 'web'],
        ['look', 'web'],
        ['switch', 'worker'],
        ['look', 'worker'],
        ['look', 'worker'],
        ['switch', 'cron'],
        ['look', 'cron'],
      ],
    },
  },
  {
    name: 'in a Map: the items are those of the first attempt',
    source: REDRIVE,
    states: {
      M: map(
        '{% [$states.context.Execution.RedriveCount, 9] %}',
        { T: task('{% $states.input %}') },
        { MaxConcurrency: 1 },
      ),
    },
    task: until(9, 1),
    redrives: [nothing],
    expect: { output: [0, 9], calls: [0, 9, 9] },
  },
  {
    name: 'in a Map: an aborted iteration goes on where it stood',
    source: REDRIVE,
    states: {
      M: map([1, 2], {
        T: task(['t', '{% $states.input %}'], { Next: 'W' }),
        W: wait('{% $states.context.Map.Item.Value * 10 %}', { Next: 'U' }),
        U: task(['u', '{% $states.context.Map.Item.Value %}']),
      }),
    },
    task: until(['u', 1], 1),
    redrives: [nothing],
    expect: {
      output: [
        ['u', 1],
        ['u', 2],
      ],
      calls: [
        ['t', 1],
        ['t', 2],
        ['u', 1],
        ['u', 1],
        ['u', 2],
      ],
    },
  },
  {
    name: 'in a Map in a Parallel: only what did not succeed, at every depth',
    source: REDRIVE,
    states: {
      P: parallel(
        [
          { A: task('a') },
          { M: map([1, 2], { T: task('{% $states.input %}') }, { MaxConcurrency: 1, Next: 'B' }), B: task('b') },
        ],
        { Next: 'C' },
      ),
      C: task('c'),
    },
    task: (args: unknown, _n, { calls }) => {
      const seen = calls.filter((one) => one === args).length;
      return (args === 2 || args === 'b') && seen === 1 ? failing('E') : args;
    },
    redrives: [nothing, nothing],
    expect: { output: 'c', calls: ['a', 1, 2, 2, 'b', 'b', 'c'] },
  },
  {
    name: 'a branch that failed by Fail fails again',
    source: REDRIVE,
    states: { P: parallel([{ A: task('a') }, { F: fail('Mine') }]) },
    redrives: [nothing],
    expect: { error: 'Mine', calls: ['a'] },
  },
  {
    name: 'a Catch that was not there for the first failure is not there for the second',
    source: REDRIVE,
    states: { A: task('a', { Catch: [{ ErrorEquals: ['Other'], Next: 'C' }] }), C: pass('c') },
    task: (_args, n) => failing(n === 1 ? 'E' : 'Other'),
    redrives: [nothing],
    expect: { output: 'c' },
  },
  {
    name: 'not redrivable: one that runs, one that succeeded',
    source: REDRIVE,
    states: { A: wait(60) },
    beside: async ({ execution }) => {
      await new Promise((resolve) => setImmediate(resolve));
      expect(execution.redrivable()).toEqual({
        status: 'NOT_REDRIVABLE',
        reason: 'Execution is RUNNING and cannot be redriven',
      });
    },
    expect: {
      more: ({ execution }) => {
        expect(execution.redrivable()).toEqual({
          status: 'NOT_REDRIVABLE',
          reason: 'Execution is SUCCEEDED and cannot be redriven',
        });
        expect(() => execution.redrive()).toThrow('ExecutionNotRedrivable');
      },
    },
  },
  {
    name: 'redrivable for 14 days after its end, and not longer',
    source: REDRIVE,
    states: { A: fail('E') },
    redrives: [after(13 * 24 * 3_600)],
    expect: {
      error: 'E',
      more: async ({ execution, clock }) => {
        await clock.sleep(14 * 24 * 3_600_000);
        expect(execution.redrivable().status).toBe('REDRIVABLE');
        await clock.sleep(1_000);
        expect(execution.redrivable()).toEqual({
          status: 'NOT_REDRIVABLE',
          reason: 'Execution redrivable period exceeded',
        });
      },
    },
  },
];
