import { describe, expect, it } from 'vitest';
import { live, stay } from '../../../console/progress/line.ts';
import { loopsOf } from '../../../console/progress/loops.ts';
import { type Line, Steps, tracksOf } from '../../../console/progress/steps.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import type { Machine } from '../../../sandbox/services/states/asl.ts';
import type { Execution } from '../../../sandbox/services/states/execution.ts';
import type { PlacedEvent } from '../../../sandbox/services/states/history.ts';
import { synthesized } from '../../sandbox/services/states/synthesized.ts';
import { HeldClock, refused, started, WORKFLOW } from '../pages/executions.ts';

/** Plays an execution, and tells its events to a progress that goes on from one to the next. */
async function follow(
  steps: Steps,
  answers: readonly unknown[],
  until: (run: ReturnType<typeof started>) => boolean,
  clock = new HeldClock(),
) {
  const run = started({ version: '2.0.0' }, answers, clock);
  for (let n = 0; n < 500 && !until(run); n++) await new Promise((resolve) => setTimeout(resolve, 4));
  expect(until(run)).toBe(true);
  const lines = run.execution.history.events.flatMap((event) => steps.take(run.execution, event));
  return { ...run, lines };
}

async function stop(progress: Steps, execution: Execution): Promise<void> {
  const before = execution.history.events.length;
  execution.stop('', 'a person');
  while (execution.status === 'RUNNING' || execution.history.events.length === before)
    await new Promise((resolve) => setTimeout(resolve, 4));
  for (const event of execution.history.events.slice(before)) progress.take(execution, event);
}

const begin = new HeldClock().at;
const steps = () => new Steps(begin, () => 'release 2.0.0');
const said = (lines: readonly Line[]) =>
  lines.map(({ kind, tracks, text, looks }) => `${kind} ${tracks}${text}${looks === undefined ? '' : ` (${looks})`}`);
const looking = [{}, {}, { status: 'creating' }, { status: 'creating' }, {}];

describe('what stays', () => {
  it('is a line for each step when it is over, one for a whole loop, and the branches side by side', async () => {
    const { lines } = await follow(
      steps(),
      [...looking, {}, {}, {}, {}],
      ({ execution }) => execution.status === 'SUCCEEDED',
    );
    expect(said(lines)).toEqual([
      'begin begins',
      'step Read the request',
      'step Take the lock',
      'wait Is the snapshot available?',
      'step Is the snapshot available? (3)',
      'fork Side by side',
      expect.stringMatching(/^step (● │ Restore|│ ● Save)$/),
      expect.stringMatching(/^step (● │ Restore|│ ● Save)$/),
      'step ● │ Prove',
      'step Tell the teams',
      'end done',
    ]);
    // Two waits of 30 s and three looks of 1 s each.
    expect(lines.find(({ text, kind }) => kind === 'step' && text.startsWith('Is the'))).toMatchObject({
      took: 63_000,
    });
  });

  it('names the step that failed, in the words of its function', async () => {
    const { lines } = await follow(
      steps(),
      [{}, refused('The environment is releasing.')],
      ({ execution }) => execution.status === 'FAILED',
    );
    expect(lines.find(({ kind }) => kind === 'error')?.text).toBe(
      'Take the lock: RequestRefused: The environment is releasing.',
    );
    expect(lines.at(-1)).toMatchObject({ kind: 'end', text: 'failed', tone: 'bad' });
  });

  it('begins with the alarm where one has started it, and says so where it is only reported', async () => {
    const progress = steps();
    const { execution } = await follow(progress, [{}], ({ asked }) => asked() === 2);
    const byAlarm = { options: { ...execution.options, input: { detail: { alarmName: '5xx', state: {} } } } };
    const event = (more: object) =>
      ({ id: 1, timestamp: new Date(begin), path: [], ...more }) as unknown as PlacedEvent;
    const reported = event({ stateEnteredEventDetails: { name: 'Nothing was acted on' } });
    const run = { ...byAlarm, history: { events: [reported] }, startedAt: begin } as unknown as Execution;
    expect(said(progress.take(run, event({ type: 'ExecutionStarted' })))).toEqual([
      'alarm the alarm 5xx fires',
      'begin begins',
    ]);
    expect(progress.take(run, event({ type: 'ExecutionSucceeded' }))).toMatchObject([
      { kind: 'end', text: 'only reports it', tone: 'quiet' },
    ]);
  });

  it('is one line for a loop that acts again before each look', () => {
    const task = (Next: string) => ({ Type: 'Task', Resource: 'r', Next });
    const machine = {
      StartAt: 'Raise',
      States: {
        Raise: task('Look'),
        Look: task('Seen?'),
        'Seen?': { Type: 'Choice', Choices: [{ Condition: 'x', Next: 'Wait' }], Default: 'Done' },
        Wait: { Type: 'Wait', Seconds: 5, Next: 'Raise' },
        Done: { Type: 'Succeed' },
      },
    };
    expect([...loopsOf(machine as unknown as Machine).values()]).toEqual([
      { look: 'Look', question: 'Seen?', wait: 'Wait', again: 'Raise' },
    ]);
    const progress = steps();
    const run = { options: { arn: 'a', machine, input: {} }, startedAt: begin } as unknown as Execution;
    const entered = (type: string, name: string) =>
      progress.take(run, {
        ...{ type: `${type}StateEntered`, stateEnteredEventDetails: { name } },
        ...{ id: 1, timestamp: new Date(begin), path: [] },
      } as unknown as PlacedEvent);
    const cycle = [
      ['Task', 'Raise'],
      ['Task', 'Look'],
      ['Choice', 'Seen?'],
      ['Wait', 'Wait'],
    ] as const;
    const lines = [...cycle, ...cycle, ...cycle.slice(0, 3), ['Succeed', 'Done'] as const].flatMap(([type, name]) =>
      entered(type, name),
    );
    expect(said(lines)).toEqual(['step Raise', 'wait Seen?', 'step Seen? (3)']);
  });

  it.each([
    ['Frozen', 'frozen: a person decides'],
    ['NothingToUndo', 'nothing rolled back'],
  ])('%s is a failure to Step Functions, and none to people: amber', async (error, text) => {
    const progress = steps();
    const { execution } = await follow(progress, [{}], ({ asked }) => asked() === 2);
    const ended = { type: 'ExecutionFailed', executionFailedEventDetails: { error }, path: [] } as const;
    const event = { ...ended, id: 9, previousEventId: 8, timestamp: new Date(begin) } as unknown as PlacedEvent;
    expect(progress.take(execution, event)).toMatchObject([{ kind: 'end', text, tone: 'warn' }]);
  });
});

describe('what is under way', () => {
  it('shows every branch, and nothing once the execution has ended', async () => {
    const progress = steps();
    const { execution } = await follow(progress, [{}, {}, {}], ({ asked }) => asked() === 5);
    expect(progress.underWay().map(({ tracks, text }) => tracks + text)).toEqual(['● │ Restore', '│ ● Save']);
    await stop(progress, execution);
    expect(progress.underWay()).toEqual([]);
  });

  it('counts the looks, and says how long it usually takes once it was seen', async () => {
    const progress = steps();
    const first = await follow(progress, looking.slice(0, 4), ({ asked }) => asked() === 5);
    expect(progress.underWay()).toMatchObject([{ text: 'Is the snapshot available?', looks: 3, usual: undefined }]);
    await stop(progress, first.execution);
    await follow(progress, [...looking, {}, {}, {}, {}], ({ execution }) => execution.status === 'SUCCEEDED');
    await follow(progress, looking.slice(0, 4), ({ asked }) => asked() === 5);
    expect(progress.underWay()).toMatchObject([{ looks: 3, usual: 63_000 }]);
  });

  it('leaves the branches that a failing one has stopped', () => {
    const progress = steps();
    const { execution } = started({}, []);
    const event = (type: string, name: string, path: readonly string[] = []): PlacedEvent =>
      ({
        type,
        path,
        timestamp: new Date(begin),
        ...(type.endsWith('Entered') ? { stateEnteredEventDetails: { name } } : { stateExitedEventDetails: { name } }),
      }) as PlacedEvent;
    progress.take(execution, event('ParallelStateEntered', 'Side by side'));
    progress.take(execution, event('TaskStateEntered', 'Restore', ['Side by side[0]']));
    progress.take(execution, event('TaskStateEntered', 'Save', ['Side by side[1]']));
    expect(progress.underWay()).toHaveLength(2);
    progress.take(execution, event('ParallelStateExited', 'Side by side'));
    expect(progress.underWay()).toEqual([]);
  });
});

it('a branch stands beside the others; items of a map are numbered', () => {
  expect(tracksOf(WORKFLOW.machine, ['Side by side[1]'])).toBe('│ ● ');
  expect(tracksOf(WORKFLOW.machine, ['Switch the services[1]'])).toBe('2. ');
  expect(tracksOf(WORKFLOW.machine, [])).toBe('');
});

it('a map over groups of services is none that a person has to read', () => {
  const [, rollback] = synthesized().find(([name]) => name.startsWith('KnownGood-sandbox/Rollback')) ?? [];
  const path = [`${STATES.switchOrderByOrder}[0]`, `${STATES.switchTheServices}[1]`];
  expect(tracksOf(rollback as Machine, path)).toBe('2. ');
});

describe.each([80, 160])('at %i columns', (width) => {
  const line: Line = {
    kind: 'step',
    at: 1_206_000,
    label: 'rollback',
    tracks: '● │ │ ',
    text: 'Does the restored database accept connections?',
    looks: 10,
    took: 298_000,
  };

  it('a step keeps its time and its looks, at the end of the same column', () => {
    const [step] = stay(line, width);
    const [other] = stay({ ...line, tracks: '', text: 'Triage', took: 6_000 }, width);
    expect(step?.text).toMatch(/^ {2}20:06 {2}rollback {7}● │ │ Does the restored database.* 10 looks {3}4:58$/);
    expect([...(step?.text ?? '')].length).toBeLessThanOrEqual(width);
    expect([...(other?.text ?? '')].length).toBe([...(step?.text ?? '')].length);
    expect(step?.text.includes('…')).toBe(width === 80);
  });

  it('an error is told whole, below where it began', () => {
    const words =
      'LockBusy: The release was refused, nothing was touched: the environment is releasing since 13:14, by r-7';
    const lines = stay({ ...line, kind: 'error', text: words }, width);
    for (const { text } of lines) expect([...text].length).toBeLessThanOrEqual(width);
    expect(lines.map(({ text }) => text.slice(30).trim()).join(' ')).toBe(words);
  });

  it('what is under way never takes the last column, and says its looks where there is room', () => {
    const shown = live(
      [{ label: 'rollback', tracks: '● │ │ ', text: line.text, since: 0, looks: 4, usual: 180_000 }],
      65_000,
      width,
    );
    for (const { text } of shown) expect([...text].length).toBeLessThan(width);
    expect(shown).toHaveLength(width === 80 ? 2 : 1);
    expect(shown.map(({ text }) => text).join(' ')).toMatch(
      /◐ rollback {7}● │ │ Does the restored.*4th look, usually 3 min/,
    );
    expect(shown[0]?.text).toMatch(/ 1:05$/);
  });
});
