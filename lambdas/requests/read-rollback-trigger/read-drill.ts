import * as v from 'valibot';
import { DRILL_DETAIL_TYPE, DRILL_SOURCE, type Drill } from '../../model/drill.ts';

/** What a drill says besides what an alarm's event says. Whatever it says, nothing is touched. */
const drillEvent = v.object({
  source: v.literal(DRILL_SOURCE),
  'detail-type': v.literal(DRILL_DETAIL_TYPE),
  detail: v.object({
    drill: v.object({
      id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,60}$/)),
      requestedBy: v.optional(v.nullable(v.string()), null),
    }),
  }),
});

/** The drill that an event is marked as; undefined: it is none. */
export function drillOf(request: unknown): Drill | undefined {
  const parsed = v.safeParse(drillEvent, request);
  if (!parsed.success) return undefined;
  const { id, requestedBy } = parsed.output.detail.drill;
  return { id, requestedBy: requestedBy === null ? null : requestedBy.slice(0, 120) };
}

/** The same event as the alarm's own would be. It rings when it comes: whoever practises may have a clock of another time. */
export function asAlarm(request: unknown, at: string): unknown {
  const { detail, ...event } = request as { readonly detail: { readonly state?: object } };
  const alarm = { source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' };
  return { ...event, ...alarm, detail: { ...detail, state: { ...detail.state, timestamp: at } } };
}
