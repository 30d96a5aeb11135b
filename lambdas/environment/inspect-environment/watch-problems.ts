import type { AlarmState } from '../../observation/alarms.ts';
import type { Input } from './contract.ts';

/**
 * A watch that is shorter than what an alarm looks at ends before the alarm could ring for the new version: its data would
 * still be half of the old one.
 * @param states the configured alarms, and those that composite ones look at
 */
export function watchProblems(
  { alarms, release, watchMinutes }: Pick<Input, 'alarms' | 'release' | 'watchMinutes'>,
  states: ReadonlyMap<string, AlarmState>,
): string[] {
  return alarms
    .filter(({ name }) => !release.ignoreAlarms.includes(name))
    .flatMap(({ name }) => {
      const minutes = windowOf(name, states) / 60;
      return minutes <= watchMinutes
        ? []
        : [
            `alarm "${name}" looks at ${minutes} minutes (period times evaluation periods), and the watch of a release lasts ${watchMinutes}; expected a watch at least as long. Lengthen watch.releaseMinutes, shorten the alarm, or name it in "ignoreAlarms"`,
          ];
    });
}

/** Of a composite alarm the longest among those it looks at. */
function windowOf(name: string, states: ReadonlyMap<string, AlarmState>, above: readonly string[] = []): number {
  const state = states.get(name);
  if (state === undefined || above.includes(name)) return 0;
  return Math.max(
    state.windowSeconds ?? 0,
    ...state.children.map((child) => windowOf(child, states, [...above, name])),
  );
}
