import type { Workflow } from '../../../console/pages/sources.ts';
import type { Clock } from '../../../sandbox/kernel/clock.ts';
import type { Machine } from '../../../sandbox/services/states/asl.ts';
import { StatesError } from '../../../sandbox/services/states/errors.ts';
import { Execution } from '../../../sandbox/services/states/execution.ts';

const task = (next: string | undefined, more: object = {}) => ({
  Type: 'Task' as const,
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: {},
  ...(next === undefined ? { End: true } : { Next: next }),
  ...more,
});
const toRefused = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'It was refused' }] };

/** One of each form that the real workflows are made of. */
const MACHINE: Machine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Read the request',
  States: {
    'Read the request': task('Take the lock', toRefused),
    'Take the lock': task('Is it a dry run?', toRefused),
    'Is it a dry run?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.dryRun = true %}', Next: 'This would be done' }],
      Default: 'Look at the snapshot',
    },
    'This would be done': { Type: 'Succeed' },
    'Look at the snapshot': task('Is the snapshot available?'),
    'Is the snapshot available?': {
      Type: 'Choice',
      Choices: [{ Condition: "{% $states.input.status = 'creating' %}", Next: 'Wait: Is the snapshot available?' }],
      Default: 'Side by side',
    },
    'Wait: Is the snapshot available?': { Type: 'Wait', Seconds: 30, Next: 'Look at the snapshot' },
    'Side by side': {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Restore', States: { Restore: task('Prove'), Prove: task(undefined) } },
        { StartAt: 'Save', States: { Save: task(undefined) } },
      ],
      Next: 'Tell the teams',
    },
    'Tell the teams': task('After: Tell the teams', {
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After: Tell the teams' }],
    }),
    'After: Tell the teams': { Type: 'Pass', Next: 'Done' },
    Done: { Type: 'Succeed' },
    'It was refused': { Type: 'Fail', Error: 'Refused', Cause: 'The request was refused.' },
  },
};

export const WORKFLOW: Workflow = {
  arn: 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-test-release',
  label: 'release',
  machine: MACHINE,
};

/** A clock that a test moves; it tells the same time until then, and every wait is over at once. */
export class HeldClock implements Clock {
  at = Date.UTC(2026, 10, 24, 13);
  now(): number {
    return this.at;
  }
  async sleep(ms: number): Promise<void> {
    this.at += ms;
  }
  deadline(): Promise<void> {
    return new Promise(() => {});
  }
  busy<T>(work: Promise<T>): Promise<T> {
    return work;
  }
}

/**
 * An execution whose tasks end when the test says so. They answer in the order they are begun; the n-th answer `Error`
 * fails it, `undefined` leaves it running.
 */
export function started(input: unknown, answers: readonly unknown[], clock = new HeldClock()) {
  let asked = 0;
  const execution = new Execution({
    arn: `${WORKFLOW.arn.replace(':stateMachine:', ':execution:')}:run-1`,
    name: 'run-1',
    machineArn: WORKFLOW.arn,
    roleArn: 'arn:aws:iam::111122223333:role/test',
    machine: MACHINE,
    input,
    clock,
    async runTask() {
      const answer = answers[asked++];
      clock.at += 1_000;
      if (answer instanceof Error) throw answer;
      return answer ?? new Promise(() => {});
    },
  });
  void execution.run();
  return { execution, clock, asked: () => asked };
}

export const refused = (message: string) =>
  new StatesError('RequestRefused', JSON.stringify({ errorMessage: message }));
