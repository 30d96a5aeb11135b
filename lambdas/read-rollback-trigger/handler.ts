import { REQUEST_REFUSED } from '../model/errors.ts';
import { hasFired } from '../shared/alarms.ts';
import { StepError } from '../shared/errors.ts';
import { isRunning } from '../shared/execution.ts';
import { readStatus } from '../shared/ledger/table.ts';
import { step } from '../shared/step.ts';
import { workId } from '../shared/work-id.ts';
import { admit } from './admit.ts';
import type { Input, Output } from './contract.ts';
import { read } from './read.ts';

/** The filter: reads what started the execution and decides whether it may act. Touches nothing. */
export const handler = step<Input, Output>(async (input) => {
  const id = workId(input.startedAt, input.executionName);
  const reading = read(input);
  if (reading.kind === 'refused') throw new StepError(REQUEST_REFUSED, reading.message);
  const { trigger } = reading;
  if (reading.kind === 'told') return { id, trigger, act: false, why: reading.why };
  if (trigger.kind === 'alarm' && !(await hasFired(trigger.alarm, trigger.at))) {
    return {
      id,
      trigger,
      act: false,
      why: `CloudWatch knows of no change of the alarm "${trigger.alarm}" to ALARM at ${trigger.at}`,
    };
  }
  const status = await readStatus();
  const runs = status.holder !== '' && (await isRunning(status.holder, status.since, input.moment.now));
  const admission = admit(trigger, status, runs);
  if (admission.kind === 'refused') throw new StepError(REQUEST_REFUSED, admission.message);
  return { id, trigger, act: admission.kind === 'act', why: admission.kind === 'told' ? admission.why : '' };
});
