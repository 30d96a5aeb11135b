import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import { CALL_TIMEOUT_MS } from '../../model/limits.ts';
import { oneLine } from '../../step/one-line.ts';
import { step } from '../../step/step.ts';
import { blocking, refusal } from './blocking.ts';
import type { Input, Output } from './contract.ts';

const states = new SFNClient(clientSettings);
const LONGEST_ERROR = 500;

/**
 * Answers CloudFormation for the custom resource that is deleted before anything else of the control plane: a removal is
 * refused while maintenance mode is up, something is stopped, or an execution runs.
 */
export const handler = step<Input, Output>(async (event) => {
  const reason = event.RequestType === 'Delete' ? await whyNot(event.ResourceProperties.machines) : '';
  const output: Output = { status: reason === '' ? 'SUCCESS' : 'FAILED', reason };
  await answer(event, output);
  return output;
});

/** Empty: nothing is against it. What cannot be looked at is against it. */
async function whyNot(machines: readonly string[]): Promise<string> {
  try {
    const [status, ...running] = await Promise.all([readStatus(), ...machines.map(runningOf)]);
    const blocked = blocking(status, running.flat());
    return blocked.length === 0 ? '' : refusal(environmentName(), blocked);
  } catch (thrown) {
    // Somebody has deleted the ledger: then nothing of ours can be up.
    if (thrown instanceof ResourceNotFoundException) return '';
    const { name, message } = thrown as Error;
    return refusal(environmentName(), [`it could not be looked at (${name}: ${oneLine(message, LONGEST_ERROR)})`]);
  }
}

/** At most a page of them: one is enough. */
async function runningOf(stateMachineArn: string): Promise<string[]> {
  const command = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 10 });
  const { executions = [] } = await states.send(command);
  return executions.map(({ name }) => `${stateMachineArn.split(':').at(-1)}/${name}`);
}

/** Without an answer CloudFormation waits until the resource's time is over; an error here is tried again by Lambda. */
async function answer(event: Input, { status, reason }: Output): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = `knowngood-${environmentName()}` } = event;
  const response = await fetch(event.ResponseURL, {
    method: 'PUT',
    // The signed address is one without a content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      ...{ Status: status, StackId, RequestId, LogicalResourceId, PhysicalResourceId },
      ...(reason !== '' && { Reason: reason }),
    }),
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: status ${response.status}.`);
}
