import { type Case, GUIDE, map, OBSERVED, parallel, pass, task } from '../case.ts';

const QUOTAS = GUIDE('service-quotas');
const VARIABLES = GUIDE('workflow-variables');
const LIMIT = 262_144;
/** A text that is this many bytes as JSON. */
const bytes = (size: number): string => 'x'.repeat(size - 2);

const output = (name: string, value: string, fits: boolean): Case => ({
  name,
  source: QUOTAS,
  states: { A: pass(value, { Next: 'B' }), B: pass('ok') },
  expect: fits ? { output: 'ok' } : { error: 'States.DataLimitExceeded', events: ['PassStateEntered'] },
});

export const limits: Case[] = [
  output('an output of 262,144 bytes fits', bytes(LIMIT), true),
  output('an output of 262,145 bytes is States.DataLimitExceeded', bytes(LIMIT + 1), false),
  output('bytes of UTF-8 count, not characters: 131,071 times é fit', 'é'.repeat(131_071), true),
  output('131,072 times é are 262,146 bytes, and too many', 'é'.repeat(131_072), false),
  {
    name: 'its cause',
    source: OBSERVED('error_handling/test_states_errors test_start_large_input'),
    states: { A: pass(bytes(LIMIT + 1)) },
    expect: {
      error: 'States.DataLimitExceeded',
      cause: "The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.",
    },
  },
  {
    name: 'arguments of a task beyond it: the task is not called',
    source: QUOTAS,
    states: { A: task("{% $join([1..300].$pad('', 1000, 'x')) %}") },
    expect: { error: 'States.DataLimitExceeded', calls: [] },
  },
  {
    name: 'a result of a task beyond it fails the task, and its own name catches that',
    source: OBSERVED('error_handling/test_states_errors test_service_task_lambada_data_limit_exceeded'),
    states: {
      A: task(0, { Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'C' }] }),
      C: pass('{% $states.input.Cause %}'),
    },
    task: () => bytes(LIMIT + 1),
    expect: {
      output:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    },
  },
  {
    name: 'a large result that Output makes small is still too large',
    source: QUOTAS,
    states: { A: task(0, { Output: 'small' }) },
    task: () => bytes(LIMIT + 1),
    expect: { error: 'States.DataLimitExceeded' },
  },
  {
    name: 'results of branches that fit alone but not together are too large',
    source: QUOTAS,
    states: {
      P: parallel([{ X: pass(bytes(200_000)) }, { Y: pass(bytes(200_000)) }], {
        Output: 'small',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
      }),
      C: pass('caught'),
    },
    expect: { error: 'States.DataLimitExceeded' },
  },
  {
    name: 'a variable of 256 KiB fits',
    source: VARIABLES,
    states: { A: { Type: 'Pass', Assign: { v: bytes(LIMIT - 6) }, Next: 'B' }, B: pass('{% $length($v) %}') },
    expect: { output: LIMIT - 8 },
  },
  {
    name: 'a variable beyond it does not',
    source: VARIABLES,
    states: { A: { Type: 'Pass', Assign: { v: bytes(LIMIT + 1) }, End: true } },
    expect: { error: 'States.DataLimitExceeded' },
  },
  {
    name: 'variables of one Assign that fit alone but not together do not',
    source: VARIABLES,
    states: { A: { Type: 'Pass', Assign: { v: bytes(200_000), w: bytes(200_000) }, End: true } },
    expect: { error: 'States.DataLimitExceeded' },
  },
  {
    name: 'all variables together hold at most 10 MiB',
    source: VARIABLES,
    states: {
      Begin: { Type: 'Pass', Assign: { kept: [], n: 0 }, Next: 'A' },
      // 41 iterations with 250,000 bytes each, all at the same time, stay apart: each scope counts what it can read.
      A: map(
        '{% [1..41] %}',
        { X: { Type: 'Pass', Assign: { v: bytes(250_000) }, Output: 1, End: true } },
        { Next: 'B' },
      ),
      ...Object.fromEntries(
        Array.from({ length: 45 }, (_, index) => [
          `V${index}`,
          { Type: 'Pass', Assign: { [`v${index}`]: bytes(250_000) }, Next: index === 44 ? 'End' : `V${index + 1}` },
        ]),
      ),
      B: { Type: 'Pass', Next: 'V0' },
      End: pass('never'),
    },
    expect: { error: 'States.DataLimitExceeded', cause: /10485760/ },
  },
  {
    name: '25,000 events: the execution fails, whatever Catch says, and cannot be redriven',
    source: QUOTAS,
    states: {
      Begin: { Type: 'Pass', Assign: { n: 0 }, Next: 'P' },
      P: parallel([{ Q: { Type: 'Pass', Next: 'R' }, R: { Type: 'Pass', Next: 'Q' } }], {
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        Retry: [{ ErrorEquals: ['States.ALL'] }],
      }),
      C: pass('caught'),
    },
    expect: {
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
      more: ({ execution }) => {
        const { events } = execution.history;
        if (events.length !== 25_000 || events.at(-1)?.type !== 'ExecutionFailed') throw new Error(`${events.length}`);
        const { status, reason } = execution.redrivable();
        if (status !== 'NOT_REDRIVABLE' || !/event limit/.test(reason ?? '')) throw new Error(reason);
      },
    },
  },
];
