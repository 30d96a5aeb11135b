import { expect, it } from 'vitest';
import { busyMessage } from '../../../../lambdas/requests/take-lock/busy.ts';
import { status } from '../../records.ts';

const door = { name: 'knowngood-survey-decision', arn: 'arn:states:knowngood-survey-decision' };
it.each([
  ['open', true, /taken by another execution at the same moment\. Start the release again/],
  ['releasing', true, /by w1 \(arn:execution\)\. It is free when that release has ended/],
  ['releasing', false, /the release is unfinished\. Start a rollback, or redrive that execution/],
  ['rolling-back', true, /It is free when that rollback has ended/],
  ['rolling-back', false, /the rollback is unfinished\. Mend the cause and redrive that execution/],
  [
    'frozen',
    false,
    /incident i1\. It is free when a person has decided\. Start knowngood-survey-decision: aws stepfunctions start-execution --state-machine-arn arn:states:knowngood-survey-decision --input .*"incident":"i1"/,
  ],
] as const)('of an environment that is %s, its holder running: %s, says what would free it', (found, runs, message) => {
  expect(busyMessage(status({ status: found, incident: 'i1' }), runs, door)).toMatch(message);
});
