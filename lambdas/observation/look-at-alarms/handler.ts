import { readAutomation, readStatus } from '../../ledger/table.ts';
import { offAt } from '../../model/automation.ts';
import { targetGroupsOf } from '../../services/target-groups.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { statesWithWindows } from '../alarms.ts';
import { requestCount } from '../request-count.ts';
import { ALARM_FIRED, type Input, type Output } from './contract.ts';
import { isOver, rangSince, watched } from './watch.ts';

/** Looks at the watched alarms once. */
export const handler = step<Input, Output>(async (input) => {
  const states = await statesWithWindows(input.alarms.map((alarm) => alarm.name));
  const { firing, settling, unanswered, observed } = watched(input, states);
  const rollingBack = input.alarms.filter((alarm) => alarm.action === 'rollback' && firing.includes(alarm.name)).length;
  // Asked only where it matters: a quiet watch looks every half minute.
  const asked = input.failOnAlarm && (rollingBack > 0 || isOver(input, settling.length));
  const { off, rang } = asked ? await switchedOff(input) : { off: false, rang: false };
  if (input.failOnAlarm && unanswered.length > 0 && !off) {
    const reasons = unanswered.map((name) => `${name} (${states.get(name)?.reason ?? ''})`);
    throw new StepError(ALARM_FIRED, `During the watch these alarms fired: ${reasons.join('; ')}.`);
  }
  // While automation is off, an alarm starts nothing. What rang then was seen by people alone: nobody calls the release good.
  const over = isOver(input, settling.length + (input.failOnAlarm && !off ? rollingBack : 0));
  const seen = observed && !rang && !(off && rollingBack > 0);
  return { over, firing, observed: seen && (!over || (await enoughRequests(input))) };
});

/** Whether a person has switched off that alarms undo the release that is watched, and whether one rang for nothing meanwhile. */
async function switchedOff({ moment, since, alarms, ignore }: Input): Promise<{ off: boolean; rang: boolean }> {
  const automation = await readAutomation();
  const rang = rangSince(automation.rang, since, { alarms, ignore });
  const off = offAt(automation, moment.now);
  if (off === null) return { off: false, rang };
  return { off: off.release === null || off.release.id === (await readStatus()).work, rang };
}

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
