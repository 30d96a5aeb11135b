import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { VARIABLES } from '../../model/variables.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

const states = new SFNClient(clientSettings);

/** Starts to make the standby, named after the release: a second start finds the same execution. */
export const handler = step<Input, Output>(async ({ order }) => {
  const name = `standby-${order.release}`;
  try {
    await states.send(
      new StartExecutionCommand({
        stateMachineArn: required(VARIABLES.standbyMachine),
        name,
        input: JSON.stringify(order),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  return { started: name };
});
