import { WATCHDOG_RULE, WATCHDOG_SILENT } from './control-plane.ts';
import type { World } from './world.ts';

/** The watchdog's schedule stops, and nothing says so but the alarm on its silence. */
export function stopWatchdog(world: World): void {
  rules(world).DisableRule({ Name: WATCHDOG_RULE });
  hadLooked(world);
  world.facts.watchdogStopped = true;
}

export function resumeWatchdog(world: World): void {
  rules(world).EnableRule({ Name: WATCHDOG_RULE });
}

const rules = ({ events }: World) =>
  events.handlers as unknown as Record<'DisableRule' | 'EnableRule', (input: { Name: string }) => unknown>;

/** A world is minutes old: where the watchdog has not looked yet, the alarm on its silence stands, and would not be heard again. */
function hadLooked({ cloudwatch }: World): void {
  const { DescribeAlarms, SetAlarmState } = cloudwatch.handlers as unknown as {
    DescribeAlarms(input: object): { MetricAlarms?: { AlarmName: string; StateValue: string }[] };
    SetAlarmState(input: object): unknown;
  };
  for (const { AlarmName, StateValue } of DescribeAlarms({}).MetricAlarms ?? [])
    if (AlarmName === WATCHDOG_SILENT && StateValue === 'ALARM')
      SetAlarmState({ AlarmName, StateValue: 'OK', StateReason: 'The watchdog has looked.' });
}
