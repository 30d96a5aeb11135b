import { expect } from 'vitest';
import { type Case, fail, failing, GUIDE, map, OBSERVED, parallel, pass, SPEC, task, wait } from '../case.ts';

const PARALLEL = SPEC('Parallel State');
const MAP = SPEC('Map State');
const INLINE = GUIDE('state-map-inline');
const SCOPES = GUIDE('workflow-variables');

export const scopes: Case[] = [
  {
    name: 'a branch reads the variables of the outer scope',
    source: SCOPES,
    states: { A: { Type: 'Pass', Assign: { v: 7 }, Next: 'P' }, P: parallel([{ X: pass('{% $v + 1 %}') }]) },
    expect: { output: [8] },
  },
  {
    name: 'an iteration reads the variables of the outer scope',
    source: SCOPES,
    states: {
      A: { Type: 'Pass', Assign: { v: 7 }, Next: 'M' },
      M: map([1, 2], { X: pass('{% $v + $states.input %}') }),
    },
    expect: { output: [8, 9] },
  },
  {
    name: 'a variable of one branch is not there in another',
    source: SCOPES,
    states: {
      P: parallel([
        { X: { Type: 'Pass', Assign: { v: 'x' }, Next: 'X2' }, X2: wait(10, { Next: 'X3' }), X3: pass('{% $v %}') },
        { Y: wait(5, { Next: 'Y2' }), Y2: pass('{% $exists($v) %}') },
      ]),
    },
    expect: { output: ['x', false] },
  },
  {
    name: 'branches may each have a variable of the same name',
    source: SCOPES,
    states: {
      P: parallel([
        { X: { Type: 'Pass', Assign: { v: 'x' }, Next: 'X2' }, X2: pass('{% $v %}') },
        { Y: { Type: 'Pass', Assign: { v: 'y' }, Next: 'Y2' }, Y2: pass('{% $v %}') },
      ]),
    },
    expect: { output: ['x', 'y'] },
  },
  {
    name: 'each iteration has variables of its own',
    source: SCOPES,
    states: {
      M: map([1, 2, 3], {
        X: { Type: 'Pass', Assign: { v: '{% $states.input %}' }, Next: 'Y' },
        Y: wait(1, { Next: 'Z' }),
        Z: pass('{% $v * 10 %}'),
      }),
    },
    expect: { output: [10, 20, 30] },
  },
  {
    name: 'a branch’s variables are not there after it',
    source: SCOPES,
    states: {
      P: parallel([{ X: { Type: 'Pass', Assign: { v: 1 }, End: true } }], { Next: 'B' }),
      B: pass('{% $exists($v) %}'),
    },
    expect: { output: false },
  },
  {
    name: 'an iteration’s variables are not there after it',
    source: SCOPES,
    states: {
      M: map([1], { X: { Type: 'Pass', Assign: { v: 1 }, End: true } }, { Next: 'B' }),
      B: pass('{% $exists($v) %}'),
    },
    expect: { output: false },
  },
  {
    name: 'an innermost scope reads through all the scopes around it',
    source: SCOPES,
    states: {
      A: { Type: 'Pass', Assign: { a: 1 }, Next: 'P' },
      P: parallel([
        {
          B: { Type: 'Pass', Assign: { b: 2 }, Next: 'M' },
          M: map([3], { X: pass('{% [$a, $b, $states.input] %}') }),
        },
      ]),
    },
    expect: { output: [[[1, 2, 3]]] },
  },
  {
    name: 'the Parallel’s own Assign sees its result, and assigns the outer scope',
    source: SCOPES,
    states: {
      P: parallel([{ X: pass('x') }, { Y: pass('y') }], { Assign: { second: '{% $states.result[1] %}' }, Next: 'B' }),
      B: pass('{% $second %}'),
    },
    expect: { output: 'y' },
  },
  {
    name: 'a Catch of a Parallel assigns the outer scope',
    source: SCOPES,
    states: {
      A: { Type: 'Pass', Assign: { v: 1 }, Next: 'P' },
      P: parallel([{ X: fail('E') }], {
        Catch: [{ ErrorEquals: ['States.ALL'], Assign: { v: '{% $v + 1 %}' }, Next: 'B' }],
      }),
      B: pass('{% $v %}'),
    },
    expect: { output: 2 },
  },
];

export const parallels: Case[] = [
  {
    name: 'all branches get the input; the result has one element a branch, in order',
    source: PARALLEL,
    states: { P: parallel([{ X: wait(5, { Next: 'X2' }), X2: pass('{% $states.input %}') }, { Y: pass('y') }]) },
    input: { n: 1 },
    expect: { output: [{ n: 1 }, 'y'], seconds: 5 },
  },
  {
    name: 'Arguments are the input of the branches',
    source: PARALLEL,
    states: { P: parallel([{ X: pass('{% $states.input.m %}') }], { Arguments: { m: '{% $states.input.n + 1 %}' } }) },
    input: { n: 1 },
    expect: { output: [2] },
  },
  {
    name: 'its events',
    source: OBSERVED('scenarios/test_base_scenarios test_parallel_state'),
    states: { P: parallel([{ X: pass(1) }]) },
    expect: {
      events: [
        'ParallelStateEntered',
        'ParallelStateStarted',
        'PassStateEntered',
        'PassStateExited',
        'ParallelStateSucceeded',
        'ParallelStateExited',
      ],
    },
  },
  {
    name: 'branches run at the same time',
    source: PARALLEL,
    states: { P: parallel([{ X: wait(60) }, { Y: wait(90) }, { Z: wait(30) }]) },
    expect: { seconds: 90 },
  },
  {
    name: 'a failing branch fails the whole, with its error, and the others are aborted where they are',
    source: OBSERVED('timeouts/test_timeouts test_service_lambda_map_timeout'),
    states: {
      P: parallel([
        { X: wait(10, { Next: 'X2' }), X2: fail('E') },
        { Y: wait(3_600, { Next: 'Z' }), Z: task('z') },
      ]),
    },
    expect: {
      error: 'E',
      seconds: 10,
      calls: [],
      events: [
        'ParallelStateEntered',
        'ParallelStateStarted',
        'WaitStateEntered',
        'WaitStateEntered',
        'WaitStateExited',
        'FailStateEntered',
        'WaitStateAborted',
        'ParallelStateFailed',
      ],
    },
  },
  {
    name: 'a task in flight in another branch is aborted, and its later answer is not heard',
    source: PARALLEL,
    states: {
      P: parallel(
        [
          { X: wait(10, { Next: 'X2' }), X2: fail('E') },
          { Y: task('y', { Next: 'Z' }), Z: task('z') },
        ],
        {
          Catch: [{ ErrorEquals: ['E'], Next: 'C' }],
        },
      ),
      C: wait(60, { Next: 'D' }),
      D: pass('d'),
    },
    task: (_args, _n, { clock }) => clock.sleep(30_000),
    more: {},
    expect: { output: 'd', calls: ['y'] },
  },
  {
    name: 'the first of two failures wins',
    source: PARALLEL,
    states: {
      P: parallel([
        { X: wait(20, { Next: 'X2' }), X2: fail('Late') },
        { Y: wait(10, { Next: 'Y2' }), Y2: fail('Early') },
      ]),
    },
    expect: { error: 'Early', seconds: 10 },
  },
  {
    name: 'aborting reaches into a Parallel in a branch',
    source: PARALLEL,
    states: {
      P: parallel([
        { X: wait(10, { Next: 'X2' }), X2: fail('E') },
        { Q: parallel([{ Y: wait(3_600, { Next: 'Y2' }), Y2: task('never') }]) },
      ]),
    },
    expect: {
      error: 'E',
      calls: [],
      more: ({ execution }) => {
        const types = execution.history.events.map((event) => event.type);
        for (const type of ['WaitStateAborted', 'ParallelStateAborted'] as const)
          if (!types.includes(type)) throw new Error(`no ${type}`);
      },
    },
  },
  {
    name: 'a Catch inside a branch keeps the failure there',
    source: PARALLEL,
    states: {
      P: parallel([
        { X: task('x', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X2' }] }), X2: pass('mended') },
        { Y: wait(10, { Next: 'Y2' }), Y2: pass('y') },
      ]),
    },
    task: () => failing('E'),
    expect: { output: ['mended', 'y'] },
  },
  {
    name: 'a Succeed in a branch ends the branch only',
    source: SPEC('Succeed State'),
    states: {
      P: parallel([{ X: { Type: 'Succeed', Output: 'x' } }, { Y: wait(10, { Next: 'Y2' }), Y2: pass('y') }], {
        Next: 'B',
      }),
      B: pass('{% $states.input %}'),
    },
    expect: { output: ['x', 'y'] },
  },
];

export const maps: Case[] = [
  {
    name: 'Items by expression; results in the order of the items, whatever finishes first',
    source: MAP,
    states: {
      M: map('{% $states.input.list %}', {
        W: wait('{% $states.input %}', { Next: 'X' }),
        X: pass('{% $states.input * 2 %}'),
      }),
    },
    input: { list: [3, 1, 2] },
    expect: { output: [6, 2, 4], seconds: 3 },
  },
  {
    name: 'Items may be a literal list with expressions in it',
    source: OBSERVED('evaluate_jsonata/test_base_evaluate_expressions test_base_map[ITEMS]'),
    states: { M: map([1, '{% 1 + 1 %}'], { X: pass('{% $states.input %}') }) },
    expect: { output: [1, 2] },
  },
  {
    name: 'without Items the state’s input is the list',
    source: MAP,
    states: { M: map(undefined, { X: pass('{% $states.input & "!" %}') }) },
    input: ['{% 1 %}', 'b'],
    expect: { output: ['{% 1 %}!', 'b!'] },
  },
  {
    name: 'no items: the processor does not run, the result is empty',
    source: MAP,
    states: { M: map([], { X: task(1) }) },
    expect: {
      output: [],
      calls: [],
      events: ['MapStateEntered', 'MapStateStarted', 'MapStateSucceeded', 'MapStateExited'],
    },
  },
  {
    name: 'its events, with the iterations’ indexes',
    source: OBSERVED('evaluate_jsonata/test_base_evaluate_expressions test_base_map[ITEMS]'),
    states: { M: map([1, 2], { X: pass(0) }, { MaxConcurrency: 1 }) },
    expect: {
      events: [
        'MapStateEntered',
        'MapStateStarted',
        'MapIterationStarted',
        'PassStateEntered',
        'PassStateExited',
        'MapIterationSucceeded',
        'MapIterationStarted',
        'PassStateEntered',
        'PassStateExited',
        'MapIterationSucceeded',
        'MapStateSucceeded',
        'MapStateExited',
      ],
      more: ({ execution }) => {
        const details = execution.history.events.flatMap((event) => event.mapIterationStartedEventDetails ?? []);
        if (JSON.stringify(details) !== '[{"name":"M","index":0},{"name":"M","index":1}]')
          throw new Error(JSON.stringify(details));
      },
    },
  },
  ...(['1', "'string'", 'true', '{"a":1}', 'null'] as const).map(
    (code): Case => ({
      name: `Items that are ${code} are an error: an inline Map takes a list`,
      source: OBSERVED('scenarios/test_base_scenarios test_map_state_items_eval_jsonata_fail'),
      states: { M: map(`{% ${code} %}`, { X: pass(0) }) },
      expect: {
        error: 'States.QueryEvaluationError',
        cause: /specified for the field 'Items' returned an unexpected result type\. Expected 'array'/,
        events: ['MapStateEntered', 'EvaluationFailed', 'MapStateFailed'],
      },
    }),
  ),
  {
    name: 'ItemSelector makes each iteration’s input, with the item and its index in the context',
    source: INLINE,
    states: {
      M: map(
        ['a', 'b'],
        { X: pass('{% $states.input %}') },
        {
          ItemSelector: {
            of: '{% $states.input.n %}',
            i: '{% $states.context.Map.Item.Index %}',
            v: '{% $states.context.Map.Item.Value %}',
          },
        },
      ),
    },
    input: { n: 9 },
    expect: {
      output: [
        { of: 9, i: 0, v: 'a' },
        { of: 9, i: 1, v: 'b' },
      ],
    },
  },
  {
    name: 'the item is in the context of the states inside, and of a Parallel inside them',
    source: GUIDE('input-output-contextobject'),
    states: {
      M: map(['a'], {
        P: parallel([{ X: pass('{% [$states.context.Map.Item.Value, $states.context.Map.Item.Index] %}') }]),
      }),
    },
    expect: { output: [[['a', 0]]] },
  },
  {
    name: 'a Map in a Map has the inner item in its context',
    source: GUIDE('input-output-contextobject'),
    states: {
      M: map([['a', 'b'], ['c']], {
        N: map('{% $states.input %}', { X: pass('{% $states.context.Map.Item.Value %}') }),
      }),
    },
    expect: { output: [['a', 'b'], ['c']] },
  },
  {
    name: 'MaxConcurrency 1: one after the other, in order',
    source: MAP,
    states: {
      M: map(
        [3, 1, 2],
        { T: task('{% $states.input %}', { Next: 'W' }), W: wait('{% $states.input %}') },
        { MaxConcurrency: 1 },
      ),
    },
    expect: { output: [3, 1, 2], seconds: 6, calls: [3, 1, 2] },
  },
  {
    name: 'MaxConcurrency 2: two at a time',
    source: MAP,
    states: { M: map([4, 4, 4, 4], { W: wait('{% $states.input %}') }, { MaxConcurrency: 2 }) },
    expect: { seconds: 8 },
  },
  {
    name: 'MaxConcurrency by expression',
    source: MAP,
    states: { M: map([4, 4], { W: wait('{% $states.input %}') }, { MaxConcurrency: '{% $states.input.most %}' }) },
    input: { most: 1 },
    expect: { seconds: 8 },
  },
  {
    name: 'MaxConcurrency 0, the default, runs as many as an inline Map can: 40',
    source: INLINE,
    states: { M: map('{% $range(1, 41, 1) %}', { W: wait(10) }, { MaxConcurrency: 0 }) },
    expect: { seconds: 20 },
  },
  {
    name: 'a MaxConcurrency that is no count is an error',
    source: MAP,
    states: { M: map([1], { X: pass(0) }, { MaxConcurrency: '{% -1 %}' }) },
    expect: { error: 'States.QueryEvaluationError', cause: /MaxConcurrency/ },
  },
  {
    name: 'a failing iteration fails the whole; others are aborted, further ones never begin',
    source: OBSERVED('timeouts/test_timeouts test_service_lambda_map_timeout'),
    states: {
      M: map(
        [1, 2, 3],
        { W: wait('{% $states.input * 10 %}', { Next: 'T' }), T: task('{% $states.input %}') },
        { MaxConcurrency: 2 },
      ),
    },
    task: () => failing('E'),
    expect: {
      error: 'E',
      seconds: 10,
      calls: [1],
      more: ({ execution }) => {
        const types = execution.history.events.slice(-6, -1).map((event) => event.type);
        expect(types).toEqual([
          'TaskFailed',
          'MapIterationFailed',
          'WaitStateAborted',
          'MapIterationAborted',
          'MapStateFailed',
        ]);
      },
    },
  },
  {
    name: 'the Map’s Output and Assign see the results',
    source: MAP,
    states: {
      M: map(
        [1, 2],
        { X: pass('{% $states.input %}') },
        { Output: '{% $sum($states.result) %}', Assign: { n: '{% $count($states.result) %}' }, Next: 'B' },
      ),
      B: pass('{% [$states.input, $n] %}'),
    },
    expect: { output: [3, 2] },
  },
  {
    name: 'a Catch on a Map takes an iteration’s error',
    source: MAP,
    states: {
      M: map([1], { T: task(1) }, { Catch: [{ ErrorEquals: ['E'], Next: 'C' }] }),
      C: pass('{% $states.input.Error %}'),
    },
    task: () => failing('E'),
    expect: { output: 'E' },
  },
  {
    name: 'an ItemSelector that fails, fails its iteration and so the Map',
    source: MAP,
    states: { M: map([1], { X: pass(0) }, { ItemSelector: '{% $gone %}' }) },
    expect: { error: 'States.QueryEvaluationError', cause: /ItemSelector/ },
  },
];
