import { describe, expect, it } from 'vitest';
import { watchProblems } from '../../../../lambdas/environment/inspect-environment/watch-problems.ts';
import type { AlarmState } from '../../../../lambdas/observation/alarms.ts';

const state = (windowSeconds: number | null, children: string[] = []): AlarmState => ({
  ...{ value: 'OK', reason: '', changedAt: '', suppressed: false },
  ...{ windowSeconds, metrics: [], children },
});
const problems = (states: [string, AlarmState][], watchMinutes = 5, ignoreAlarms: string[] = []) =>
  watchProblems(
    {
      alarms: [{ name: 'a', criterion: 'availability', action: 'rollback' }],
      release: { ignoreAlarms } as never,
      watchMinutes,
    },
    new Map(states),
  );

describe('a watch', () => {
  it('is as long as what an alarm looks at, or longer', () => {
    expect(problems([['a', state(300)]])).toEqual([]);
  });

  it('that is shorter is a problem: the alarm could not ring for the new version in time', () => {
    expect(problems([['a', state(360)]]).join()).toMatch(
      /alarm "a" looks at 6 minutes .* the watch of a release lasts 5; expected a watch at least as long/,
    );
  });

  it('is held against the alarms that a composite one looks at, in circles too', () => {
    expect(
      problems([
        ['a', state(null, ['b'])],
        ['b', state(null, ['c', 'a'])],
        ['c', state(600)],
      ]),
    ).toHaveLength(1);
  });

  it('leaves out an alarm that the release excuses, and one that does not exist, which is told elsewhere', () => {
    expect(problems([['a', state(600)]], 5, ['a'])).toEqual([]);
    expect(problems([])).toEqual([]);
  });
});
