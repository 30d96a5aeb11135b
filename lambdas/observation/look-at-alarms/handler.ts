import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { alarmStates } from '../alarms.ts';
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
  return {
    over: isOver(input, settling.length + (input.failOnAlarm ? rollingBack : 0)),
    firing,
    observed,
  };
});
