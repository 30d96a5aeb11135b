import type { Schedule } from '../../model/environment.ts';
import type { SeenSchedule } from '../../services/schedule.ts';
import { titleOf } from '../../services/schedule.ts';

/** What would keep a fence from pausing the environment's rules and schedules, or from resuming them as they were. */
export function scheduleProblems(
  schedules: readonly Schedule[],
  seen: ReadonlyMap<string, SeenSchedule>,
): readonly string[] {
  return schedules.flatMap((schedule) => {
    const title = titleOf(schedule);
    const found = seen.get(title);
    if (found === undefined)
      return [
        `the ${title} does not exist; expected every one of "schedules" to, or it could start jobs on a database that is left. Correct the configuration`,
      ];
    const { fixed, role, key } = found;
    return [
      ...(fixed === null ? [] : [`the ${title} ${fixed}`]),
      ...(schedule.role !== undefined && role?.endsWith(`/${schedule.role}`) === false
        ? [
            `the ${title} has the role ${role}; expected "${schedule.role}": whoever switches a schedule passes its role again. Correct the configuration`,
          ]
        : []),
      ...(key === undefined || key === (schedule.key ?? null)
        ? []
        : [
            `the ${title} has ${key === null ? 'no customer key' : `the customer key ${key}`}; expected ${schedule.key ?? 'none'}. Correct its "key" in the configuration`,
          ]),
    ];
  });
}
