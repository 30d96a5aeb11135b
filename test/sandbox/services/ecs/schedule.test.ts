import { expect, it } from 'vitest';
import { breakerThreshold, type Placed, type Progress, schedule } from '../../../../sandbox/services/ecs/schedule.ts';

const tasks = (name: string, ...progress: Progress[]): Placed<string>[] =>
  progress.map((p, index) => ({ task: `${name}${index}`, progress: p }));
const usual = { desired: 2, minimumHealthyPercent: 100, maximumPercent: 200, mayLaunch: true, failed: false };

it.each([
  ['starts what is missing', { primary: [], old: [] }, { launch: 2, stop: [] }],
  ['starts the new beside the old', { primary: [], old: tasks('old', 'healthy', 'healthy') }, { launch: 2, stop: [] }],
  [
    'keeps the old while the new are not healthy',
    { primary: tasks('new', 'starting', 'starting'), old: tasks('old', 'healthy', 'healthy') },
    { launch: 0, stop: [] },
  ],
  [
    'stops an old one for each new one that is healthy',
    { primary: tasks('new', 'healthy', 'starting'), old: tasks('old', 'healthy', 'healthy') },
    { launch: 0, stop: ['old0'] },
  ],
  [
    'stops old ones first when it may go below',
    { minimumHealthyPercent: 50, maximumPercent: 100, primary: [], old: tasks('old', 'healthy', 'healthy') },
    { launch: 0, stop: ['old0'] },
  ],
  [
    'goes nowhere when it may neither exceed nor go below',
    { maximumPercent: 100, primary: [], old: tasks('old', 'healthy', 'healthy') },
    { launch: 0, stop: [] },
  ],
  [
    'stops the least useful when there are too many',
    { desired: 1, primary: tasks('new', 'healthy', 'starting'), old: [] },
    { launch: 0, stop: ['new1'] },
  ],
  [
    'stops all for zero',
    { desired: 0, primary: tasks('new', 'healthy'), old: tasks('old', 'healthy', 'starting') },
    { launch: 0, stop: ['new0', 'old0', 'old1'] },
  ],
  [
    'leaves the old alone when the new has failed for good',
    { failed: true, primary: tasks('new', 'starting'), old: tasks('old', 'healthy', 'healthy') },
    { launch: 0, stop: [] },
  ],
  ['pauses after a failed task', { mayLaunch: false, primary: [], old: [] }, { launch: 0, stop: [] }],
])('%s', (_, situation, expected) => expect(schedule({ ...usual, ...situation })).toEqual(expected));

it.each([
  [1, 3],
  [6, 3],
  [7, 4],
  [1000, 200],
])('%i desired tasks: the circuit breaker allows %i failures', (desired, failures) =>
  expect(breakerThreshold(desired)).toBe(failures),
);
