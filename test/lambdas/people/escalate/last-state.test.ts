import { expect, it } from 'vitest';
import { lastState } from '../../../../lambdas/people/escalate/last-state.ts';
import type { Machine } from '../../../../sandbox/services/states/asl.ts';
import { StatesError } from '../../../../sandbox/services/states/errors.ts';
import { Execution } from '../../../../sandbox/services/states/execution.ts';
import { fail, machineOf, map, parallel, pass, task, wait } from '../../../sandbox/services/states/case.ts';
import { VirtualClock } from '../../../sandbox/services/states/virtual-clock.ts';

/** Histories as the interpreter writes them; `naive` is the state entered last. */
async function run(machine: Machine, redrives = 0) {
  const execution: Execution = new Execution({
    ...{ arn: 'e', name: 'e', machineArn: 'm', roleArn: 'r', machine, input: {}, clock: new VirtualClock() },
    runTask: async (_resource, args) => {
      if (String(args).startsWith('fails')) throw new StatesError('E', 'because');
      return args;
    },
  });
  await execution.run();
  for (let n = 0; n < redrives; n++) await execution.redrive();
  const events = execution.history.events.toReversed();
  const naive = events.find((event) => event.stateEnteredEventDetails !== undefined)?.stateEnteredEventDetails?.name;
  return { state: lastState(events), naive };
}
const beside = { Wait: wait(5, { Next: 'Entered later' }), 'Entered later': wait(600) };
const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }] };

it.each<[string, Record<string, object>, string, string, number]>([
  ['one after the other', { A: pass(0, { Next: 'B' }), B: task('fails') }, 'B', 'B', 0],
  [
    'beside a branch that has gone on',
    {
      P: parallel([
        {
          Prove: wait(1, { Next: 'T' }),
          T: task('x', { Next: 'W' }),
          W: task('fails late', { Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 20, MaxAttempts: 1 }] }),
        },
        beside,
      ]),
    },
    'W',
    'Entered later',
    0,
  ],
  [
    'after a redrive, which enters nothing anew',
    {
      P: parallel([
        {
          W: wait(1, { Next: 'T' }),
          T: task('fails', { Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 20, MaxAttempts: 1 }] }),
        },
        beside,
      ]),
    },
    'T',
    'Entered later',
    3,
  ],
  ['an evaluation', { P: parallel([{ W: wait(9, { Next: 'X' }), X: pass('{% $gone %}') }, beside]) }, 'X', 'X', 0],
  ['a Fail', { P: parallel([{ W: wait(9, { Next: 'F' }), F: fail('E') }, beside]) }, 'F', 'F', 0],
  [
    'in a Map',
    { M: map([1, 2], { T: task("{% $states.input = 1 ? 'fails' : 'x' %}", { Next: 'W' }), W: wait(9) }) },
    'T',
    'W',
    0,
  ],
  [
    'behind a failure that was caught',
    { A: task('fails', { ...caught }), C: pass(0, { Next: 'D' }), D: task('fails') },
    'D',
    'D',
    0,
  ],
  [
    'a choice that nothing matched, behind a caught failure',
    { A: task('fails', { ...caught }), C: { Type: 'Choice', Choices: [{ Condition: false, Next: 'A' }] } },
    'C',
    'C',
    0,
  ],
])('%s', async (_what, states, state, naive, redrives) => {
  expect(await run(machineOf({ states }), redrives)).toEqual({ state, naive });
});
