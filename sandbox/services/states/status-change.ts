import type { BusEvent } from '../../kernel/kernel.ts';
import type { Started } from './started.ts';

/** Longer input and output are left out of the event (Developer Guide, eventbridge-integration: 248 KiB). */
const LONGEST_INCLUDED = 248 * 1024;

/** "Step Functions Execution Status Change", as EventBridge gets it when an execution begins, ends, or is redriven. */
export function statusChange({ run, input }: Started): BusEvent {
  const { arn, machineArn, name } = run.options;
  const { status, reason } = run.redrivable();
  const output = run.status === 'SUCCEEDED' ? JSON.stringify(run.output ?? null) : null;
  const included = (text: string | null): string | null =>
    text === null || Buffer.byteLength(text) > LONGEST_INCLUDED ? null : text;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machineArn,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      name,
      status: run.status,
      startDate: Math.round(run.startedAt),
      stopDate: run.stoppedAt === undefined ? null : Math.round(run.stoppedAt),
      input: included(input),
      inputDetails: { included: included(input) !== null },
      output: included(output),
      outputDetails: output === null ? null : { included: included(output) !== null },
      error: run.error?.details.error ?? null,
      cause: run.error?.details.cause ?? null,
      redriveCount: run.redriveCount,
      redriveDate: run.redrivenAt === undefined ? null : Math.round(run.redrivenAt),
      redriveStatus: status,
      redriveStatusReason: reason ?? null,
    },
  };
}
