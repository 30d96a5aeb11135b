import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientSettings } from './client-settings.ts';

const states = new SFNClient(clientSettings);

/**
 * Starts an execution by its name: a second start finds the first one, for the 90 days that Step Functions keeps a name
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
export async function startOnce(stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await states.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
