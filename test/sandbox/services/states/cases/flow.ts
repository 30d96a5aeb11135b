import { type Case, failing, GUIDE, OBSERVED, parallel, pass, SPEC, task, wait } from '../case.ts';

const choice = (name: string, input: unknown, output: unknown, more: Partial<Case> = {}): Case => ({
  name,
  source: SPEC('Choice State'),
  states: {
    A: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 2 %}', Next: 'Many' },
        {
          Condition: '{% $states.input.n > 1 %}',
          Assign: { by: 'rule' },
          Output: { n: '{% $states.input.n * 10 %}' },
          Next: 'Some',
        },
      ],
      Default: 'None',
      Assign: { by: 'default' },
      Output: 'the default’s',
    },
    Many: pass("{% ['many', $exists($by)] %}"),
    Some: pass("{% ['some', $by, $states.input] %}"),
    None: pass("{% ['none', $by, $states.input] %}"),
  },
  input,
  expect: { output },
  ...more,
});

export const choices: Case[] = [
  choice('the first rule that holds is taken', { n: 3 }, ['many', false]),
  choice('a rule has its own Assign and Output', { n: 2 }, ['some', 'rule', { n: 20 }]),
  choice('without a match the default is taken, with the state’s Assign and Output', { n: 1 }, [
    'none',
    'default',
    'the default’s',
  ]),
  choice('without a match and without a default: States.NoChoiceMatched', { n: 1 }, undefined, {
    states: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n > 2 %}', Next: 'B' }] },
      B: pass('b'),
    },
    expect: { error: 'States.NoChoiceMatched', events: ['ChoiceStateEntered'] },
  }),
  choice(
    'a rule without Output hands the input on',
    { n: 3 },
    { n: 3 },
    {
      states: {
        A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }] },
        B: { Type: 'Pass', End: true },
      },
    },
  ),
  choice('a condition may be a literal boolean', {}, 'b', {
    source: OBSERVED('test_sfn_api_variable_references CHOICE_CONDITION_CONSTANT_JSONATA'),
    states: { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }] }, B: pass('b') },
  }),
  choice('a condition that is no boolean is an error', { n: 3 }, undefined, {
    states: { A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n %}', Next: 'B' }] }, B: pass('b') },
    expect: {
      error: 'States.QueryEvaluationError',
      cause:
        /'Choices\[0\]\/Condition' returned an unexpected result type\. Expected 'boolean', but was 'number' for value: 3/,
    },
  }),
  choice('a condition over a missing field is an error only where the field itself is the result', {}, 'none', {
    states: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n = 1 %}', Next: 'B' }], Default: 'C' },
      B: pass('b'),
      C: pass('none'),
    },
  }),
  choice('a condition that compares a missing field with > finds nothing, and is an error', {}, undefined, {
    states: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n > 1 %}', Next: 'B' }], Default: 'B' },
      B: pass('b'),
    },
    expect: { error: 'States.QueryEvaluationError', cause: /undefined/ },
  }),
];

const waits = (name: string, state: object, expected: Case['expect'], source = SPEC('Wait State')): Case => ({
  name,
  source,
  states: { W: { Type: 'Wait', End: true, ...state } },
  input: { s: 5, at: '2026-11-24T13:00:00Z', past: '2026-11-24T11:00:00Z', offset: '2026-11-24T10:00:00-03:00' },
  expect: expected,
});
const FAILED = 'States.QueryEvaluationError';

export const waiting: Case[] = [
  waits('Seconds', { Seconds: 90 }, { seconds: 90, events: ['WaitStateEntered', 'WaitStateExited'] }),
  waits('Seconds 0 waits not at all', { Seconds: 0 }, { seconds: 0 }, OBSERVED('base/test_wait')),
  waits('Seconds by expression', { Seconds: '{% $states.input.s * 2 %}' }, { seconds: 10 }),
  waits('negative Seconds are an error', { Seconds: '{% -1 %}' }, { error: FAILED }, GUIDE('concepts-error-handling')),
  waits(
    'a fraction of Seconds is an error',
    { Seconds: '{% 1.5 %}' },
    { error: FAILED },
    GUIDE('concepts-error-handling'),
  ),
  waits(
    'Seconds that are text are an error',
    { Seconds: "{% '5' %}" },
    { error: FAILED, cause: /Expected 'non-negative integer', but was 'string'/ },
    GUIDE('concepts-error-handling'),
  ),
  waits('Timestamp', { Timestamp: '2026-11-24T12:10:00Z' }, { seconds: 600 }),
  waits('Timestamp by expression', { Timestamp: '{% $states.input.at %}' }, { seconds: 3_600 }),
  waits('a Timestamp with an offset', { Timestamp: '{% $states.input.offset %}' }, { seconds: 3_600 }),
  waits('a Timestamp in the past waits not at all', { Timestamp: '{% $states.input.past %}' }, { seconds: 0 }),
  waits(
    'a Timestamp that is no RFC 3339 is an error',
    { Timestamp: "{% '24/11/2026' %}" },
    { error: FAILED, cause: /RFC 3339/ },
  ),
  waits('a Wait has Assign and Output', { Seconds: 1, Output: '{% $states.input.s %}' }, { output: 5 }),
];

export const ends: Case[] = [
  {
    name: 'Succeed ends the execution with its Output',
    source: SPEC('Succeed State'),
    states: { A: { Type: 'Succeed', Output: { n: '{% $states.input.n %}' } } },
    input: { n: 1 },
    expect: { output: { n: 1 }, events: ['SucceedStateEntered', 'SucceedStateExited'] },
  },
  {
    name: 'Fail ends the execution with its error and cause, each maybe an expression',
    source: SPEC('Fail State'),
    states: {
      A: { Type: 'Fail', Error: "{% 'E' & $states.input.n %}", Cause: "{% 'because of ' & $states.input.n %}" },
    },
    input: { n: 1 },
    expect: { error: 'E1', cause: 'because of 1', events: ['FailStateEntered'] },
  },
  {
    name: 'Fail without Error and Cause tells none',
    source: OBSERVED('scenarios/test_base_scenarios test_map_state_catch_empty_fail'),
    states: { A: { Type: 'Fail' } },
    expect: {
      status: 'FAILED',
      more: ({ execution }) => {
        const last = execution.history.events.at(-1);
        if (Object.keys(last?.executionFailedEventDetails ?? { none: 1 }).length > 0) throw new Error('it tells some');
      },
    },
  },
  {
    name: 'a Fail whose expression fails, fails with that',
    source: GUIDE('concepts-error-handling'),
    states: { A: { Type: 'Fail', Error: '{% $gone %}' } },
    expect: { error: FAILED },
  },
  {
    name: 'an Error that is no text is an error',
    source: SPEC('Fail State'),
    states: { A: { Type: 'Fail', Error: '{% 1 %}', Cause: 'c' } },
    expect: { error: FAILED, cause: /Expected 'string'/ },
  },
  {
    name: 'StopExecution aborts: nothing catches it, nothing runs after it',
    source: GUIDE('concepts-error-handling'),
    states: {
      A: task(0, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], Retry: [{ ErrorEquals: ['States.ALL'] }] }),
      B: task('cleanup'),
    },
    task: () => new Promise(() => {}),
    beside: async ({ execution }) => {
      await new Promise((resolve) => setImmediate(resolve));
      execution.stop('Mine', 'enough');
    },
    expect: { status: 'ABORTED', error: 'Mine', cause: 'enough', calls: [0] },
  },
  {
    name: 'StopExecution without error and cause tells none',
    source: OBSERVED('test_sfn_api test_stop_execution'),
    states: { A: wait(3_600) },
    beside: async ({ execution }) => {
      await new Promise((resolve) => setImmediate(resolve));
      execution.stop();
    },
    expect: {
      status: 'ABORTED',
      events: ['WaitStateEntered'],
      more: ({ execution }) => {
        if (execution.error !== undefined) throw new Error('it tells one');
      },
    },
  },
  {
    name: 'StopExecution during the wait before a retry',
    source: GUIDE('concepts-error-handling'),
    states: { A: task(0, { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 9_999 }] }) },
    task: () => failing('E'),
    beside: async ({ execution, calls }) => {
      while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      execution.stop('Mine');
    },
    expect: { status: 'ABORTED', error: 'Mine' },
  },
  {
    name: 'StopExecution stops all branches',
    source: SPEC('Parallel State'),
    states: {
      P: parallel(
        [
          { X: wait(3_600, { Next: 'Y' }), Y: task('y') },
          { Z: wait(60, { Next: 'Z2' }), Z2: task('z') },
        ],
        {
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        },
      ),
      C: task('c'),
    },
    beside: async ({ execution }) => {
      await new Promise((resolve) => setImmediate(resolve));
      execution.stop();
    },
    expect: { status: 'ABORTED', calls: [] },
  },
];
