import { DRILL_DETAIL_TYPE, DRILL_SOURCE } from '../../lambdas/model/drill.ts';
import { ALARMS } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';
import { PERSON } from './at-the-console.ts';

const HOUR_MS = 3_600_000;

/** Somebody sends an alarm, marked, the whole way (`cli/account/drill.ts`). */
export async function practise(world: World): Promise<void> {
  const { detail, resources } = oldEvent(world);
  const drill = { id: 'drill-1', requestedBy: 'Ana' };
  await world.kernel.call(PERSON, 'events', 'PutEvents', {
    Entries: [
      {
        ...{ Source: DRILL_SOURCE, DetailType: DRILL_DETAIL_TYPE, Resources: resources },
        Detail: JSON.stringify({ ...detail, drill }),
      },
    ],
  });
}

/** The event of an alarm that went into alarm an hour ago. */
export function oldEvent({ clock, kernel: { region, account } }: World) {
  const alarmName = ALARMS.errorRate;
  const timestamp = new Date(clock.now() - HOUR_MS).toISOString();
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`],
    detail: { alarmName, state: { value: 'ALARM', timestamp, reason: 'Threshold Crossed' } },
  };
}
