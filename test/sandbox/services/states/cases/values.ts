import { type Case, GUIDE, OBSERVED, pass, SPEC, task } from '../case.ts';

const JSONATA = GUIDE('transforming-data');
const VARIABLES = GUIDE('workflow-variables');
const CONTEXT = GUIDE('input-output-contextobject');

const gives = (name: string, source: string, output: unknown, expected: unknown, more: Partial<Case> = {}): Case => ({
  name,
  source,
  states: { A: pass(output) },
  input: { a: 2, list: [0, 1, 2, 3], text: 'x' },
  expect: { output: expected },
  ...more,
});
const undefinedResult = (name: string, source: string, output: unknown, cause: RegExp): Case => ({
  name,
  source,
  states: { A: pass(output) },
  expect: { error: 'States.QueryEvaluationError', cause, events: ['PassStateEntered', 'EvaluationFailed'] },
});

export const values: Case[] = [
  gives('a literal stays as it is', JSONATA, { b: ['x', 1, true, null] }, { b: ['x', 1, true, null] }),
  gives('an expression is evaluated', JSONATA, '{% $states.input.a + 1 %}', 3),
  gives('at any depth of objects and arrays', JSONATA, { b: ['{% $states.input.a %}'] }, { b: [2] }),
  gives('a string with a blank before {% is a literal', JSONATA, ' {% 1 %}', ' {% 1 %}'),
  gives('a string with a blank after %} is a literal', JSONATA, '{% 1 %} ', '{% 1 %} '),
  gives('a local variable bound with := lives in its expression', JSONATA, '{% ( $x := 2; $x * $x ) %}', 4),
  gives(
    'without Output a Pass hands its input on',
    SPEC('Pass State'),
    undefined,
    { a: 1 },
    {
      states: { A: { Type: 'Pass', End: true } },
      input: { a: 1 },
    },
  ),
  gives(
    'a Task without Arguments gets the state input',
    SPEC('Task State'),
    undefined,
    { a: 1 },
    {
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true } },
      input: { a: 1 },
      expect: { calls: [{ a: 1 }], output: { a: 1 } },
    },
  ),
  gives('$states.result is what the task gave, $states.input what the state got', SPEC('Task State'), undefined, 0, {
    states: { A: task({ n: 1 }, { Output: ['{% $states.result.r %}', '{% $states.input.a %}'] }) },
    task: () => ({ r: 7 }),
    input: { a: 2 },
    expect: { output: [7, 2] },
  }),
  gives('an object keeps null values', JSONATA, '{% {"n": null} %}', { n: null }),

  undefinedResult(
    'a missing field is an error, for JSON knows no undefined',
    GUIDE('transforming-data'),
    '{% $states.input.gone %}',
    /returned nothing \(undefined\)/,
  ),
  undefinedResult(
    'a variable never assigned is an error',
    OBSERVED('assign/test_assign_reference_variables'),
    { result: '{% $doesNotExist %}' },
    /^An error occurred while executing the state 'A' \(entered at the event id #2\)\. The JSONata expression '\$doesNotExist' specified for the field 'Output\/result' returned nothing \(undefined\)\.$/,
  ),
  undefinedResult(
    'a wrong type is an error',
    GUIDE('concepts-error-handling'),
    '{% 1 + "a" %}',
    /threw an error during evaluation\. T2002/,
  ),
  undefinedResult('a function as result is an error', SPEC('JSONata'), '{% function($x){ $x } %}', /function/),
  undefinedResult('an unqualified field name at the top level finds nothing', JSONATA, '{% a %}', /undefined/),
  undefinedResult('$ at the top level is nothing', JSONATA, '{% $ %}', /undefined/),

  gives('$partition', OBSERVED('intrinsic_functions/test_array_jsonata'), '{% $partition($states.input.list, 3) %}', [
    [0, 1, 2],
    [3],
  ]),
  gives('$partition of one element', OBSERVED('intrinsic_functions/test_array_jsonata'), '{% $partition([0], 2) %}', [
    [0],
  ]),
  gives(
    '$range to its last element',
    OBSERVED('intrinsic_functions/test_array_jsonata'),
    '{% $range(0, 9, 3) %}',
    [0, 3, 6, 9],
  ),
  gives(
    '$range stops before what its step does not meet',
    OBSERVED('intrinsic_functions/test_array_jsonata'),
    '{% $range(0, 10, 3) %}',
    [0, 3, 6, 9],
  ),
  gives(
    '$range of one element is that element',
    OBSERVED('intrinsic_functions/test_array_jsonata'),
    '{% $range(1, 9, 9) %}',
    1,
  ),
  ...(
    [
      ['MD5', '9dd4e461268c8034f5c8564e155c67a6'],
      ['SHA-1', '11f6ad8ec52a2984abaafd7c3b516503785c2072'],
      ['SHA-256', '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'],
    ] as const
  ).map(([algorithm, hash]) =>
    gives(`$hash by ${algorithm}`, JSONATA, `{% $hash($states.input.text, '${algorithm}') %}`, hash),
  ),
  gives(
    '$hash by SHA-512 and SHA-384 has their length',
    JSONATA,
    "{% [$length($hash('x', 'SHA-512')), $length($hash('x', 'SHA-384'))] %}",
    [128, 96],
  ),
  gives('$parse', JSONATA, '{% $parse(\'{"a":[1]}\').a %}', [1]),
  undefinedResult('$parse of no JSON is an error', JSONATA, "{% $parse('{') %}", /threw an error/),
  undefinedResult('$hash by an unknown algorithm is an error', JSONATA, "{% $hash('x', 'CRC') %}", /threw an error/),
  gives('$uuid is a new one each time', JSONATA, '{% [$uuid(), $uuid()] %}', [
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
  ]),
  gives('$random draws', JSONATA, '{% [$random(), $random()] %}', [0.25, 0.75], { random: [0.25, 0.75] }),
  gives(
    '$random of a seed is the same every time, and another one of another seed',
    JSONATA,
    '{% [$random(7) = $random(7), $random(7) = $random(8), $random(7) < 1] %}',
    [true, false, true],
  ),
  gives(
    '$now and $millis are the workflow’s time, one in an evaluation',
    SPEC('JSONata'),
    '{% [$now(), $fromMillis($millis())] %}',
    ['2026-11-24T12:00:00.000Z', '2026-11-24T12:00:00.000Z'],
  ),
  gives(
    '$now takes a picture and a time zone',
    'https://docs.jsonata.org/date-time-functions',
    "{% $now('[D01].[M01]. [H01]:[m01]', '-0300') %}",
    '24.11. 09:00',
  ),
  ...(
    [
      ['$not', '$not($states.input.a = 2)', false],
      ['$exists', '[$exists($states.input.a), $exists($states.input.b)]', [true, false]],
      ['$count', '$count($states.input.list)', 4],
      ['$lookup', "$lookup($states.input, 'a')", 2],
      ['$merge', "$merge([{'x': 1}, {'x': 2, 'y': 3}])", { x: 2, y: 3 }],
      ['$append', '$append([1], [2])', [1, 2]],
      ['$substring', "$substring('{a', 0, 1)", '{'],
      ['in, and the conditional operator', "'x' in ['x', 'y'] ? 'yes' : 'no'", 'yes'],
      [
        'and, or, not equal, comparisons',
        '[true and false, true or false, 1 != 2, 1 < 2, 2 <= 2, 3 >= 4, 2 > 1]',
        [false, true, true, true, true, false, true],
      ],
      ['arithmetic', '[1 + 2, 3 - 1, 2 * 3, 7 / 2, 7 % 2, -$states.input.a]', [3, 2, 6, 3.5, 1, -2]],
      ['& joins texts, a range makes numbers', "['a' & 1 & true, $string([1..3])]", ['a1true', '[1,2,3]']],
      ['~> chains, a regular expression matches', "[[1, 2] ~> $sum, $contains('abc', /b+/)]", [3, true]],
      [
        'numbers',
        "[$sum([1, 2]), $max([1, 2]), $min([1, 2]), $average([1, 3]), $floor(1.7), $ceil(1.2), $round(1.25, 1), $abs(-1), $number('4'), $power(2, 3), $sqrt(9)]",
        [3, 2, 1, 2, 1, 2, 1.2, 1, 4, 8, 3],
      ],
      [
        'texts',
        "[$uppercase('a'), $lowercase('A'), $trim(' a '), $length('abc'), $pad('a', 3, '-'), $join(['a', 'b'], '-'), $replace('a-b', '-', '+'), $substringBefore('a-b', '-'), $substringAfter('a-b', '-'), $formatNumber(1234.5, '#,##0.00')]",
        ['A', 'a', 'a', 3, 'a--', 'a-b', 'a+b', 'a', 'b', '1,234.50'],
      ],
      ['$split', "$split('a,b', ',')", ['a', 'b']],
      [
        'lists',
        '[$string($map([1, 2], function($x) { $x * 2 })), $string($filter([1, 2], function($x) { $x > 1 })), $string($reduce([1, 2], function($a, $b) { $a + $b })), $string($sort([2, 1])), $string($distinct([1, 1])), $string($reverse([1, 2])), $string($zip([1], [2]))]',
        ['[2,4]', '2', '3', '[1,2]', '[1]', '[2,1]', '[[1,2]]'],
      ],
      [
        'objects',
        "[$string($keys({'a': 1, 'b': 2})), $string($spread({'a': 1})), $string($each({'a': 1}, function($v, $k) { $k & $v })), $string($sift({'a': 1, 'b': 2}, function($v) { $v > 1 }))]",
        ['["a","b"]', '{"a":1}', 'a1', '{"b":2}'],
      ],
      ['types', "[$type(1), $boolean(''), $type(null)]", ['number', false, 'null']],
      ['times', "[$toMillis('2026-11-24T12:00:00Z'), $fromMillis(0)]", [1_795_521_600_000, '1970-01-01T00:00:00.000Z']],
      ['a filter and a constructor', "[$states.input.list[$ > 1].{'n': $}]", [{ n: 2 }, { n: 3 }]],
    ] as const
  ).map(([name, code, expected]) => gives(`JSONata's ${name}`, 'https://docs.jsonata.org', `{% ${code} %}`, expected)),

  {
    name: 'Assign takes effect on leaving: Output and Assign both see the old variables',
    source: VARIABLES,
    states: {
      A: { Type: 'Pass', Assign: { x: 3, y: 6 }, Next: 'B' },
      B: pass('{% [$x, $y] %}', { Assign: { x: '{% $y %}', y: '{% $x %}' }, Next: 'C' }),
      C: pass(['{% $states.input %}', '{% $x %}', '{% $y %}']),
    },
    expect: { output: [[3, 6], 6, 3] },
  },
  {
    name: 'a variable lives on through states that do not name it, and can be assigned again',
    source: VARIABLES,
    states: {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: { Type: 'Wait', Seconds: 1, Next: 'C' },
      C: pass(0, { Assign: { n: '{% $n + 1 %}' }, Next: 'D' }),
      D: pass('{% $n %}'),
    },
    expect: { output: 2 },
  },
  {
    name: 'an Assign that fails assigns nothing',
    source: VARIABLES,
    states: {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: task({}, { Assign: { n: 2, m: '{% $gone %}' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] }),
      C: pass('{% [$n, $exists($m)] %}'),
    },
    expect: { output: [1, false] },
  },
  {
    name: 'the event of leaving tells what was assigned',
    source: OBSERVED('states_variables/test_error_output'),
    states: { A: { Type: 'Pass', Assign: { n: { a: 1 } }, End: true } },
    expect: {
      more: ({ execution }) => {
        const exited = execution.history.events.find((event) => event.type === 'PassStateExited');
        if (exited?.stateExitedEventDetails?.assignedVariables?.['n'] !== '{"a":1}') throw new Error('not told');
      },
    },
  },

  gives('the context object: the execution', CONTEXT, '{% $states.context.Execution %}', {
    Id: 'arn:aws:states:sa-east-1:111122223333:execution:m:e',
    Name: 'e',
    Input: { a: 2, list: [0, 1, 2, 3], text: 'x' },
    StartTime: '2026-11-24T12:00:00.000Z',
    RoleArn: 'arn:aws:iam::111122223333:role/r',
    RedriveCount: 0,
  }),
  gives('the context object: the state machine', CONTEXT, '{% $states.context.StateMachine %}', {
    Id: 'arn:aws:states:sa-east-1:111122223333:stateMachine:m',
    Name: 'm',
  }),
  ...(
    [
      ['Id', 'arn:aws:states:sa-east-1:111122223333:execution:m:e'],
      ['Name', 'e'],
      ['Input', { a: 2 }],
      ['StartTime', '2026-11-24T12:00:00.000Z'],
      ['RoleArn', 'arn:aws:iam::111122223333:role/r'],
    ] as const
  ).map(
    ([field, expected]): Case => ({
      name: `the context object: Execution.${field}, still the same in a later state`,
      source: CONTEXT,
      states: { W: { Type: 'Wait', Seconds: 90, Next: 'A' }, A: pass(`{% $states.context.Execution.${field} %}`) },
      input: { a: 2 },
      expect: { output: expected },
    }),
  ),
  {
    name: 'the query language may stand in every state instead of the machine; comments change nothing',
    source: SPEC('QueryLanguage'),
    more: { QueryLanguage: undefined, Comment: 'of the machine' },
    states: {
      A: { Type: 'Pass', QueryLanguage: 'JSONata', Comment: 'of a state', Assign: { n: 1 }, Next: 'C' },
      C: {
        Type: 'Choice',
        QueryLanguage: 'JSONata',
        Choices: [{ Comment: 'of a rule', Condition: '{% $n = 1 %}', Next: 'W' }],
        Default: 'F',
      },
      W: { Type: 'Wait', QueryLanguage: 'JSONata', Seconds: '{% $n %}', Next: 'T' },
      T: task('{% $n + 1 %}', { QueryLanguage: 'JSONata', Next: 'P' }),
      P: {
        Type: 'Parallel',
        QueryLanguage: 'JSONata',
        Branches: [{ StartAt: 'X', States: { X: pass('{% $n %}', { QueryLanguage: 'JSONata' }) } }],
        Next: 'M',
      },
      M: {
        Type: 'Map',
        QueryLanguage: 'JSONata',
        Items: '{% $states.input %}',
        ItemProcessor: { StartAt: 'Y', States: { Y: pass('{% $states.input + 1 %}', { QueryLanguage: 'JSONata' }) } },
        Next: 'S',
      },
      S: { Type: 'Succeed', QueryLanguage: 'JSONata', Output: '{% $states.input %}' },
      F: { Type: 'Fail', QueryLanguage: 'JSONata', Error: '{% "E" %}' },
    },
    expect: { output: [2], calls: [2], seconds: 1 },
  },
  {
    name: 'the context object: the state, entered at its own time',
    source: CONTEXT,
    states: { W: { Type: 'Wait', Seconds: 90, Next: 'A' }, A: pass('{% $states.context.State %}') },
    expect: { output: { Name: 'A', EnteredTime: '2026-11-24T12:01:30.000Z', RetryCount: 0 } },
  },
  gives(
    'RedriveTime is not there before a redrive',
    CONTEXT,
    '{% $exists($states.context.Execution.RedriveTime) %}',
    false,
  ),
];
