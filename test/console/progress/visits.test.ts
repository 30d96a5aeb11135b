import { expect, it } from 'vitest';
import { visitsOf } from '../../../console/progress/visits.ts';
import type { PlacedEvent } from '../../../sandbox/services/states/history.ts';

let second = 0;
const event = (type: string, more: object = {}, path: readonly string[] = []): PlacedEvent =>
  ({ type, path, timestamp: new Date(++second * 1_000), ...more }) as PlacedEvent;
const entered = (name: string, ...path: string[]) =>
  event('TaskStateEntered', { stateEnteredEventDetails: { name } }, path);
const left = (name: string, ...path: string[]) => event('TaskStateExited', { stateExitedEventDetails: { name } }, path);

it('counts visits, and keeps when each began and ended', () => {
  second = 0;
  const visits = visitsOf([entered('Look'), left('Look'), entered('Ask'), left('Ask'), entered('Look')]);
  expect([...visits.keys()]).toEqual(['Look', 'Ask']);
  expect(visits.get('Look')).toMatchObject({ firstAt: 1_000, lastAt: 5_000, leftAt: undefined, times: 2, under: 1 });
  expect(visits.get('Ask')).toMatchObject({ firstAt: 3_000, leftAt: 4_000, times: 1, under: 0 });
});

it('knows several items of a map at the same state', () => {
  const visits = visitsOf([
    entered('Each'),
    entered('Switch', 'Each[0]'),
    entered('Switch', 'Each[1]'),
    left('Switch', 'Each[0]'),
  ]);
  expect(visits.get('Switch')?.under).toBe(1);
});

it('gives a failure to the state of its own branch, in the words of the function', () => {
  const visits = visitsOf([
    entered('Both'),
    entered('Restore', 'Both[0]'),
    entered('Save', 'Both[1]'),
    event(
      'TaskFailed',
      { taskFailedEventDetails: { error: 'Gone', cause: JSON.stringify({ errorMessage: 'The snapshot is gone.' }) } },
      ['Both[0]'],
    ),
  ]);
  expect(visits.get('Restore')?.error).toEqual({ name: 'Gone', cause: 'The snapshot is gone.' });
  expect(visits.get('Save')?.error).toBeUndefined();
});

it('leaves the branches that a failing one stopped, which tell nothing of it', () => {
  const visits = visitsOf([
    entered('Both'),
    entered('Restore', 'Both[0]'),
    entered('Save', 'Both[1]'),
    left('Both'),
    entered('Save', 'Other[0]'),
  ]);
  expect(visits.get('Restore')?.under).toBe(0);
  expect(visits.get('Save')?.under).toBe(1);
});
