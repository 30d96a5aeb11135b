import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { clientSettings } from '../aws/client-settings.ts';
import type { Schedule } from '../model/environment.ts';
import type { SeenSchedule } from './schedule.ts';

const events = new EventBridgeClient(clientSettings);

/** @throws ResourceNotFoundException */
export async function seeRule({ name, group }: Schedule): Promise<SeenSchedule> {
  const { State, ManagedBy } = await events.send(new DescribeRuleCommand({ Name: name, EventBusName: group }));
  return { enabled: State !== 'DISABLED', fixed: fixedBecause(State, ManagedBy) };
}

/** EnableRule knows one state alone, and a rule of another service is that service's to switch. */
function fixedBecause(state: string | undefined, managedBy: string | undefined): string | null {
  if (managedBy !== undefined)
    return `is managed by ${managedBy}, which alone may switch it; expected a rule of your own`;
  return state === 'ENABLED' || state === 'DISABLED'
    ? null
    : `is ${state}, and EnableRule could only make it ENABLED afterwards; expected ENABLED or DISABLED`;
}

/** @throws ResourceNotFoundException */
export async function switchRule({ name, group }: Schedule, to: 'on' | 'off'): Promise<void> {
  const rule = { Name: name, EventBusName: group };
  await events.send(to === 'on' ? new EnableRuleCommand(rule) : new DisableRuleCommand(rule));
}
