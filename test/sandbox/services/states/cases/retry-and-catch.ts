import { type Case, fail, failing, failingAtFirst, GUIDE, map, OBSERVED, parallel, pass, SPEC, task } from '../case.ts';

const RETRY = SPEC('Retrying after error');
const CATCH = SPEC('Fallback states');
const ERRORS = GUIDE('concepts-error-handling');

/** A task with this retrier that fails for good. */
const delays = (name: string, retrier: object, seconds: number, calls: number, more: Partial<Case> = {}): Case => ({
  name,
  source: RETRY,
  states: { A: task(0, { Retry: [{ ErrorEquals: ['E'], ...retrier }] }) },
  task: () => failing('E'),
  expect: { error: 'E', seconds, calls: new Array(calls).fill(0) },
  ...more,
});

export const retries: Case[] = [
  delays('defaults: after 1, 2 and 4 seconds, three times', {}, 7, 4),
  delays('IntervalSeconds and BackoffRate: 3, 9, 27 seconds', { IntervalSeconds: 3, BackoffRate: 3 }, 39, 4),
  delays('BackoffRate 1 keeps the interval', { IntervalSeconds: 5, BackoffRate: 1, MaxAttempts: 4 }, 20, 5),
  delays('BackoffRate may be a fraction', { IntervalSeconds: 2, BackoffRate: 1.5, MaxAttempts: 2 }, 5, 3),
  delays(
    'MaxDelaySeconds caps each wait: 2, 4, 8, 16, 32, 60, 60, 60',
    { IntervalSeconds: 2, MaxAttempts: 8, MaxDelaySeconds: 60 },
    242,
    9,
  ),
  delays('MaxAttempts 0 never retries', { MaxAttempts: 0 }, 0, 1),
  delays(
    'JitterStrategy NONE waits the whole delay',
    { IntervalSeconds: 4, MaxAttempts: 1, JitterStrategy: 'NONE' },
    4,
    2,
  ),
  delays(
    'JitterStrategy FULL waits nothing at the least',
    { IntervalSeconds: 4, MaxAttempts: 2, JitterStrategy: 'FULL' },
    0,
    3,
    { source: ERRORS, random: [0] },
  ),
  delays(
    'JitterStrategy FULL waits a random part of each delay',
    { IntervalSeconds: 4, MaxAttempts: 2, JitterStrategy: 'FULL' },
    5,
    3,
    { source: ERRORS, random: [0.25, 0.5] },
  ),
  delays(
    'JitterStrategy FULL waits less than the capped delay at the most',
    { IntervalSeconds: 4, MaxAttempts: 3, MaxDelaySeconds: 5, JitterStrategy: 'FULL' },
    0.75 * (4 + 5 + 5),
    4,
    { source: ERRORS, random: [0.75] },
  ),
  {
    name: 'a retry that succeeds goes on',
    source: RETRY,
    states: { A: task(0, { Retry: [{ ErrorEquals: ['E'] }], Next: 'B' }), B: pass('{% $states.input %}') },
    task: failingAtFirst('E', 2),
    expect: { output: 3, seconds: 3 },
  },
  {
    name: 'the first matching retrier is used, in order',
    source: RETRY,
    states: {
      A: task(0, {
        Retry: [
          { ErrorEquals: ['Other', 'E'], IntervalSeconds: 10, MaxAttempts: 1 },
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 1_000 },
        ],
      }),
    },
    task: () => failing('E'),
    expect: { error: 'E', seconds: 10 },
  },
  {
    name: 'each retrier counts by itself, across alternating errors',
    source: RETRY,
    states: {
      A: task(0, {
        Retry: [
          { ErrorEquals: ['A'], MaxAttempts: 2, IntervalSeconds: 1 },
          { ErrorEquals: ['B'], MaxAttempts: 1, IntervalSeconds: 10 },
        ],
      }),
    },
    task: (_args, n) => failing(['A', 'B', 'A', 'A'][n - 1] ?? 'A'),
    // A: 1 s, B: 10 s, A again: 2 s; the third A is too much.
    expect: { error: 'A', seconds: 13, calls: [0, 0, 0, 0] },
  },
  {
    name: 'another visit of the state counts from zero',
    source: RETRY,
    states: {
      Begin: { Type: 'Pass', Assign: { visits: 0 }, Next: 'A' },
      A: task(0, {
        Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
        Assign: { visits: '{% $visits + 1 %}' },
        Next: 'Again',
      }),
      Again: { Type: 'Choice', Choices: [{ Condition: '{% $visits < 2 %}', Next: 'A' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
    task: (_args, n) => (n % 2 === 1 ? failing('E') : n),
    expect: { output: 4, calls: [0, 0, 0, 0] },
  },
  {
    name: 'an error that no retrier names is not retried',
    source: RETRY,
    states: { A: task(0, { Retry: [{ ErrorEquals: ['Other'] }] }) },
    task: () => failing('E'),
    expect: { error: 'E', calls: [0] },
  },
  {
    name: 'RetryCount in the context counts up with each attempt',
    source: GUIDE('input-output-contextobject'),
    states: { A: task('{% $states.context.State.RetryCount %}', { Retry: [{ ErrorEquals: ['States.ALL'] }] }) },
    task: (_args, n) => (n < 3 ? failing('E') : n),
    expect: { calls: [0, 1, 2] },
  },
  ...[
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'Lambda.ResourceNotReadyException',
    'Lambda.ResourceConflictException',
    'Lambda.CodeArtifactUserPendingException',
    'Lambda.ENINotReadyException',
    'Lambda.EC2ThrottledException',
    'Lambda.EC2UnexpectedException',
    'Lambda.SubnetIPAddressLimitReachedException',
    'Sandbox.Timedout',
    'TemporarilyUnavailable',
  ].map(
    (error): Case => ({
      name: `${error} is an error like any other: retried by its name`,
      source: GUIDE('sfn-best-practices'),
      states: {
        A: task(0, {
          Retry: [{ ErrorEquals: [error], MaxAttempts: 2 }],
        }),
      },
      task: failingAtFirst(error, 2),
      expect: { output: 3, seconds: 3 },
    }),
  ),
  {
    name: 'States.TaskFailed retries any error of a task',
    source: ERRORS,
    states: { A: task(0, { Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }) },
    task: failingAtFirst('E', 1),
    expect: { output: 2, seconds: 1 },
  },
  {
    name: 'States.TaskFailed does not retry a timeout',
    source: ERRORS,
    states: { A: task(0, { Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }) },
    task: () => failing('States.Timeout'),
    expect: { error: 'States.Timeout', calls: [0] },
  },
  {
    name: 'a retrier that is used up is not followed by a later one of the same error',
    source: RETRY,
    states: {
      A: task(0, {
        Retry: [
          { ErrorEquals: ['E'], MaxAttempts: 1 },
          { ErrorEquals: ['States.ALL'], MaxAttempts: 5 },
        ],
      }),
    },
    task: () => failing('E'),
    expect: { error: 'E', calls: [0, 0] },
  },
  {
    name: 'a retried Parallel runs all its branches again',
    source: OBSERVED('scenarios/test_base_scenarios test_parallel_state_retry'),
    states: {
      P: parallel([{ X: task('x') }, { Y: task('y') }], { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }),
    },
    task: (args, n) => (args === 'y' && n < 3 ? failing('E') : args),
    expect: { output: ['x', 'y'], calls: ['x', 'y', 'x', 'y'], seconds: 1 },
  },
  {
    name: 'a retried Map runs all its iterations again',
    source: RETRY,
    states: {
      M: map(
        [1, 2],
        { T: task('{% $states.input %}') },
        { MaxConcurrency: 1, Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] },
      ),
    },
    task: (args, n) => (args === 2 && n < 3 ? failing('E') : args),
    expect: { output: [1, 2], calls: [1, 2, 1, 2] },
  },
  {
    name: 'a failed evaluation of Arguments can be retried',
    source: ERRORS,
    states: {
      A: task('{% $states.context.State.RetryCount = 0 ? $gone : 1 %}', {
        Retry: [{ ErrorEquals: ['States.QueryEvaluationError'] }],
      }),
    },
    expect: { output: 1, calls: [1] },
  },
];

const caught = (names: string[], error: string, takes: boolean, source = ERRORS): Case => ({
  name: `Catch of ${names} ${takes ? 'takes' : 'does not take'} ${error}`,
  source,
  states: {
    A: task(0, { Catch: [{ ErrorEquals: names, Next: 'C', Output: '{% $states.errorOutput.Error %}' }] }),
    C: pass('{% $states.input %}'),
  },
  task: () => failing(error),
  expect: takes ? { output: error } : { error },
});

export const catches: Case[] = [
  caught(['E'], 'E', true),
  caught(['Other'], 'E', false),
  caught(['States.ALL'], 'E', true),
  caught(['States.ALL'], 'States.Timeout', true),
  caught(['States.ALL'], 'States.Permissions', true),
  caught(['States.TaskFailed'], 'E', true),
  caught(['States.TaskFailed'], 'States.Timeout', false),
  caught(['States.ALL'], 'States.Runtime', false),
  caught(['States.Runtime'], 'States.Runtime', false),
  caught(['States.TaskFailed'], 'States.Runtime', false),
  caught(['States.ALL'], 'States.DataLimitExceeded', false),
  caught(['States.TaskFailed'], 'States.DataLimitExceeded', false),
  caught(['States.DataLimitExceeded'], 'States.DataLimitExceeded', true),
  {
    name: 'Retry does not take States.DataLimitExceeded by States.ALL either',
    source: ERRORS,
    states: { A: task(0, { Retry: [{ ErrorEquals: ['States.ALL'] }] }) },
    task: () => failing('States.DataLimitExceeded'),
    expect: { error: 'States.DataLimitExceeded', calls: [0] },
  },
  {
    name: 'error names are case-sensitive',
    source: SPEC('Error representation'),
    states: { A: task(0, { Catch: [{ ErrorEquals: ['e'], Next: 'C' }] }), C: pass('caught') },
    task: () => failing('E'),
    expect: { error: 'E' },
  },
  {
    name: 'Catch comes after the retries are used up',
    source: ERRORS,
    states: {
      A: task(0, { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }], Catch: [{ ErrorEquals: ['E'], Next: 'C' }] }),
      C: pass('{% $states.input %}'),
    },
    task: () => failing('E'),
    expect: { output: { Error: 'E', Cause: 'because' }, calls: [0, 0, 0], seconds: 3 },
  },
  {
    name: 'the first matching catcher is used',
    source: CATCH,
    states: {
      A: task(0, {
        Catch: [
          { ErrorEquals: ['X'], Next: 'B' },
          { ErrorEquals: ['E', 'F'], Next: 'C' },
          { ErrorEquals: ['States.ALL'], Next: 'B' },
        ],
      }),
      B: pass('b'),
      C: pass('c'),
    },
    task: () => failing('F'),
    expect: { output: 'c' },
  },
  {
    name: 'a catcher without Output hands on the error output; its Next gets it as input',
    source: CATCH,
    states: { A: task(0, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: pass('{% $states.input %}') },
    task: () => failing('E', 'why'),
    expect: { output: { Error: 'E', Cause: 'why' } },
  },
  {
    name: 'a catcher has its own Assign and Output; the state’s own are not evaluated',
    source: CATCH,
    states: {
      A: task(0, {
        Assign: { ok: true },
        Output: '{% $states.result.gone %}',
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Assign: { problem: { error: '{% $states.errorOutput.Error %}', cause: '{% $states.errorOutput.Cause %}' } },
            Output: { was: '{% $states.input.a %}' },
            Next: 'C',
          },
        ],
      }),
      C: pass('{% [$problem, $exists($ok), $states.input] %}'),
    },
    input: { a: 5 },
    task: () => failing('E', 'why'),
    expect: { output: [{ error: 'E', cause: 'why' }, false, { was: 5 }] },
  },
  {
    name: 'a function’s error arrives with its JSON in Cause, to be parsed',
    source: OBSERVED('states_variables/test_error_output'),
    states: {
      A: task(0, {
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'C', Output: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
        ],
      }),
      C: pass('{% $states.input %}'),
    },
    task: () => failing('Exception', '{"errorType":"Exception","errorMessage":"Some exception was raised."}'),
    expect: { output: 'Some exception was raised.' },
  },
  {
    name: 'a catcher whose expression fails, fails the execution',
    source: ERRORS,
    states: {
      A: task(0, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C', Output: '{% $states.errorOutput.gone %}' }] }),
      C: pass('c'),
    },
    task: () => failing('E'),
    expect: { error: 'States.QueryEvaluationError', cause: /Catch\[0\]\/Output/ },
  },
  {
    name: 'a failed evaluation of the state’s own Output is caught by its Catch',
    source: ERRORS,
    states: {
      A: task(0, {
        Output: '{% $states.result.gone %}',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'C' }],
      }),
      C: pass('{% $states.input.Error %}'),
    },
    expect: {
      output: 'States.QueryEvaluationError',
      events: [
        'TaskStateEntered',
        'TaskScheduled',
        'TaskStarted',
        'TaskSucceeded',
        'EvaluationFailed',
        'TaskStateExited',
        'PassStateEntered',
        'PassStateExited',
      ],
    },
  },
  {
    name: 'a Pass that fails inside a Parallel is caught by the Parallel',
    source: CATCH,
    states: {
      P: parallel([{ X: pass('{% $gone %}') }], { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }),
      C: pass('{% $states.input.Error %}'),
    },
    expect: { output: 'States.QueryEvaluationError' },
  },
  {
    name: 'a Fail inside a Parallel is caught by the Parallel, with its own name and cause',
    source: OBSERVED('scenarios/test_base_scenarios test_parallel_state_catch'),
    states: {
      P: parallel([{ X: fail('FailureType', 'Cause description') }], {
        Catch: [{ ErrorEquals: ['FailureType'], Next: 'C' }],
      }),
      C: pass('{% $states.input %}'),
    },
    expect: {
      output: { Error: 'FailureType', Cause: 'Cause description' },
      events: [
        'ParallelStateEntered',
        'ParallelStateStarted',
        'FailStateEntered',
        'ParallelStateFailed',
        'ParallelStateExited',
        'PassStateEntered',
        'PassStateExited',
      ],
    },
  },
  {
    name: 'a Fail inside a Map is caught by the Map',
    source: OBSERVED('scenarios/test_base_scenarios test_map_state_catch'),
    states: {
      M: map(
        [1],
        { X: fail('HandleItemFailError', 'HandleItemFailCause') },
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] },
      ),
      C: pass('{% $states.input.Error %}'),
    },
    expect: {
      output: 'HandleItemFailError',
      events: [
        'MapStateEntered',
        'MapStateStarted',
        'MapIterationStarted',
        'FailStateEntered',
        'MapIterationFailed',
        'MapStateFailed',
        'MapStateExited',
        'PassStateEntered',
        'PassStateExited',
      ],
    },
  },
  {
    name: 'States.Runtime inside a Parallel is not caught by the Parallel',
    source: ERRORS,
    states: {
      P: parallel([{ X: task(0) }], { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }),
      C: pass('caught'),
    },
    task: () => failing('States.Runtime'),
    expect: { error: 'States.Runtime' },
  },
  {
    name: 'a catcher may lead back to the state itself',
    source: CATCH,
    states: { A: task(0, { Catch: [{ ErrorEquals: ['E'], Next: 'A' }] }) },
    task: failingAtFirst('E', 2),
    expect: { output: 3 },
  },
  {
    name: 'a caught error is gone: the execution succeeds',
    source: CATCH,
    states: { A: task(0, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }), C: { Type: 'Succeed' } },
    task: () => failing('E'),
    expect: {
      status: 'SUCCEEDED',
      more: ({ execution }) => {
        if (execution.error !== undefined) throw new Error('still there');
      },
    },
  },
];
