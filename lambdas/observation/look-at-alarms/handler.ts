import { targetGroupsOf } from '../../services/target-groups.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { alarmStates } from '../alarms.ts';
import { requestCount } from '../request-count.ts';
import { ALARM_FIRED, type Input, type Output } from './contract.ts';
import { isOver, watched } from './watch.ts';

/** Looks at the watched alarms once. */
export const handler = step<Input, Output>(async (input) => {
  const states = await alarmStates(input.alarms.map((alarm) => alarm.name));
  const { firing, settling, unanswered, observed } = watched(input, states);
  const rollingBack = input.alarms.filter((alarm) => alarm.action === 'rollback' && firing.includes(alarm.name)).length;
  if (input.failOnAlarm && unanswered.length > 0) {
    const reasons = unanswered.map((name) => `${name} (${states.get(name)?.reason ?? ''})`);
    throw new StepError(ALARM_FIRED, `During the watch these alarms fired: ${reasons.join('; ')}.`);
  }
  const over = isOver(input, settling.length + (input.failOnAlarm ? rollingBack : 0));
  // Asked once, at the end: what is observed until then decides nothing.
  return { over, firing, observed: observed && (!over || (await enoughRequests(input))) };
});

/**
 * An alarm that takes missing data for good (`notBreaching`) is OK in a night without traffic. The load balancer's own count
 * tells that night from a quiet watch. Without a target group nobody can count, and nothing is observed.
 */
async function enoughRequests({ requests, since, moment }: Input): Promise<boolean> {
  if (requests === null) return true;
  const { minimum, listeners } = requests;
  const targetGroups = await targetGroupsOf(requests);
  const counted = { listeners: listeners.map(({ arn }) => arn), targetGroups };
  return (await requestCount(counted, since, moment.now)) >= minimum;
}
