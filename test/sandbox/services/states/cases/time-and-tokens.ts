import { type At, type Case, failing, GUIDE, map, OBSERVED, parallel, pass, SPEC, task, wait } from '../case.ts';

const TIMEOUTS = SPEC('Timeouts');
const CALLBACK = GUIDE('connect-to-resource');
const never = () => new Promise(() => {});
/** A task that waits for its token; it hands the token to the function. */
const asked = (more: object = {}) => ({
  ...task({ FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } }, more),
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
});
const token = (args: { Payload: { token: string } }): string => args.Payload.token;
/** What somebody does with the token, this many seconds after he got it. */
const later =
  (seconds: number, act: (token: string, at: At) => void) =>
  (args: { Payload: { token: string } }, _n: number, at: At): string => {
    void at.clock.sleep(seconds * 1_000).then(() => act(token(args), at));
    return 'asked';
  };

export const timeouts: Case[] = [
  {
    name: 'a task that does not answer in TimeoutSeconds is States.Timeout',
    source: OBSERVED('timeouts/test_timeouts test_fixed_timeout_service_lambda'),
    states: { A: task(0, { TimeoutSeconds: 45 }) },
    task: (_args, _n, { clock }) => clock.sleep(60_000).then(() => 'late'),
    expect: {
      error: 'States.Timeout',
      seconds: 45,
      events: ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskTimedOut'],
    },
  },
  {
    name: 'TimeoutSeconds by expression; the error has no cause',
    source: OBSERVED('error_handling/test_task_service_lambda'),
    states: {
      A: {
        ...asked({ TimeoutSeconds: '{% $states.input.s %}' }),
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }],
      },
      C: pass('{% $states.input %}'),
    },
    input: { s: 30 },
    expect: { output: { Error: 'States.Timeout', Cause: '' }, seconds: 30 },
  },
  {
    name: 'TimeoutSeconds that are no positive number are an error',
    source: GUIDE('concepts-error-handling'),
    states: { A: task(0, { TimeoutSeconds: '{% 0 %}' }) },
    expect: { error: 'States.QueryEvaluationError', cause: /TimeoutSeconds/ },
  },
  {
    name: 'each attempt has its own TimeoutSeconds',
    source: TIMEOUTS,
    states: {
      A: asked({
        TimeoutSeconds: 30,
        Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 2, IntervalSeconds: 1 }],
      }),
    },
    expect: { error: 'States.Timeout', seconds: 30 + 1 + 30 + 2 + 30 },
  },
  {
    name: 'a machine’s TimeoutSeconds ends it TIMED_OUT: no Catch, no cleanup, no error name',
    source: OBSERVED('timeouts/test_timeouts test_global_timeout'),
    states: { A: asked({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: task('cleanup') },
    more: { TimeoutSeconds: 60 },
    expect: {
      status: 'TIMED_OUT',
      seconds: 60,
      more: ({ execution, calls }) => {
        if (execution.error !== undefined || calls.length !== 1) throw new Error('it told an error or cleaned up');
      },
    },
  },
  {
    name: 'a machine’s TimeoutSeconds that are not reached change nothing',
    source: TIMEOUTS,
    states: { A: wait(59) },
    more: { TimeoutSeconds: 60 },
    expect: { status: 'SUCCEEDED', seconds: 59 },
  },
  {
    name: 'a timeout in a branch is the Parallel’s error',
    source: TIMEOUTS,
    states: { P: parallel([{ A: asked({ TimeoutSeconds: 5 }) }, { W: wait(60) }]) },
    expect: { error: 'States.Timeout', seconds: 5 },
  },
];

export const tokens: Case[] = [
  {
    name: 'SendTaskSuccess ends the task with its output',
    source: CALLBACK,
    states: { A: asked({ Output: '{% $states.result.approved %}' }) },
    task: later(3_600, (sent, { tokens: t }) => t.succeed(sent, { approved: true })),
    expect: {
      output: true,
      seconds: 3_600,
      events: ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited'],
    },
  },
  {
    name: 'the function’s own answer is not the result',
    source: CALLBACK,
    states: { A: asked({ TimeoutSeconds: 10 }) },
    task: () => 'mine',
    expect: { error: 'States.Timeout', seconds: 10 },
  },
  {
    name: 'SendTaskFailure fails the task with its error and cause, which Retry and Catch see',
    source: OBSERVED('callback/test_callback test_sqs_failure_in_wait_for_task_token'),
    states: {
      A: asked({
        Retry: [{ ErrorEquals: ['Refused'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['Refused'], Next: 'C' }],
      }),
      C: pass('{% $states.input %}'),
    },
    task: later(10, (sent, { tokens: t }) => t.fail(sent, 'Refused', 'not today')),
    expect: { output: { Error: 'Refused', Cause: 'not today' }, seconds: 21 },
  },
  {
    name: 'SendTaskFailure without error and cause: both are null, and States.ALL takes it',
    source: OBSERVED('callback/test_callback test_sqs_failure_in_wait_for_task_tok_no_error_field'),
    states: { A: asked({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: pass('{% $states.input %}') },
    task: later(1, (sent, { tokens: t }) => t.fail(sent, undefined, undefined)),
    expect: { output: { Error: null, Cause: null } },
  },
  {
    name: 'an answer may come before the function has ended',
    source: CALLBACK,
    states: { A: asked() },
    task: (args: { Payload: { token: string } }, _n, { tokens: t }) => {
      t.succeed(token(args), 'early');
      return never();
    },
    expect: { output: 'early' },
  },
  {
    name: 'a function that fails, fails the task: nobody waits for the token any more',
    source: CALLBACK,
    states: { A: asked({ TimeoutSeconds: 999 }) },
    task: () => failing('E'),
    expect: { error: 'E', seconds: 0, events: ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed'] },
  },
  {
    name: 'each attempt has a token of its own; the old one is over',
    source: GUIDE('connect-to-resource'),
    states: {
      A: asked({
        TimeoutSeconds: 10,
        Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1, IntervalSeconds: 5 }],
      }),
    },
    task: (args: { Payload: { token: string } }, n, { tokens: t, calls, clock }) => {
      if (n === 2)
        void clock.sleep(1_000).then(() => {
          const first = (calls[0] as typeof args).Payload.token;
          if (t.succeed(first, 'old') !== 'over') throw new Error('the old token was taken');
          t.succeed(token(args), 'new');
        });
      return 'asked';
    },
    expect: { output: 'new', seconds: 16 },
  },
  {
    name: 'HeartbeatSeconds: silence is States.Timeout',
    source: OBSERVED('timeouts/test_heartbeats test_heartbeat_timeout'),
    states: { A: asked({ TimeoutSeconds: 600, HeartbeatSeconds: 5 }) },
    expect: {
      error: 'States.Timeout',
      seconds: 5,
      events: ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskTimedOut'],
    },
  },
  {
    name: 'silence may be caught as States.HeartbeatTimeout',
    source: GUIDE('concepts-error-handling'),
    states: {
      A: asked({
        TimeoutSeconds: 600,
        HeartbeatSeconds: 5,
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'C' }],
      }),
      C: pass('silent'),
    },
    expect: { output: 'silent' },
  },
  {
    name: 'TimeoutSeconds themselves are not caught as States.HeartbeatTimeout',
    source: GUIDE('concepts-error-handling'),
    states: {
      A: asked({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'C' }] }),
      C: pass('silent'),
    },
    expect: { error: 'States.Timeout' },
  },
  {
    name: 'each heartbeat gives the task as long again; TimeoutSeconds go on',
    source: CALLBACK,
    states: { A: asked({ TimeoutSeconds: 600, HeartbeatSeconds: '{% 5 %}' }) },
    task: (args: { Payload: { token: string } }, _n, { tokens: t, clock }) => {
      void (async () => {
        for (let n = 0; n < 4; n++) {
          await clock.sleep(4_000);
          t.heartbeat(token(args));
        }
      })();
      return 'asked';
    },
    expect: { error: 'States.Timeout', seconds: 21 },
  },
  {
    name: 'an iteration’s token is its own',
    source: CALLBACK,
    states: { M: map([1, 2], { A: asked() }) },
    task: (args: { Payload: { token: string } }, n, { tokens: t, clock }) => {
      void clock.sleep((3 - n) * 1_000).then(() => t.succeed(token(args), n));
      return 'asked';
    },
    expect: { output: [1, 2], seconds: 2 },
  },
  {
    name: 'a token of an aborted branch is over',
    source: CALLBACK,
    states: { P: parallel([{ A: asked() }, { W: wait(5, { Next: 'F' }), F: { Type: 'Fail', Error: 'E' } }]) },
    expect: {
      error: 'E',
      more: ({ tokens: t, calls }) => {
        if (t.succeed(token(calls[0] as never), 1) !== 'over') throw new Error('it was taken');
      },
    },
  },
  {
    name: 'without a waiting task there is no token in the context',
    source: GUIDE('input-output-contextobject'),
    states: { A: pass('{% $exists($states.context.Task) %}') },
    expect: { output: false },
  },
];
