import * as v from 'valibot';
import { generated, keyArn, name } from './values.ts';

const ruleName = generated(/^[A-Za-z0-9._-]{1,64}$/, 'the name of an EventBridge rule or schedule, not its ARN');

/**
 * What starts jobs of the application by itself: the fence pauses it, and it is resumed as it was. What it would have started
 * meanwhile is not made up for.
 */
export const schedules = v.pipe(
  v.array(
    v.union(
      [
        /** A rule of EventBridge, at times or by events. */
        v.strictObject({ rule: ruleName, bus: v.optional(ruleName, 'default') }),
        /** A schedule of EventBridge Scheduler that recurs. */
        v.strictObject({
          schedule: ruleName,
          group: v.optional(ruleName, 'default'),
          /** Name of its target's role: an update of a schedule passes it again. */
          role: name,
          /** Its customer key; left out when it has none. */
          key: v.optional(keyArn),
        }),
      ],
      (issue) =>
        `is ${JSON.stringify(issue.input)}; expected { rule, bus? }, or { schedule, group?, role, key? }: names, and of "key" an ARN`,
    ),
  ),
  v.check(
    (all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length,
    'expected each rule and schedule once',
  ),
);
