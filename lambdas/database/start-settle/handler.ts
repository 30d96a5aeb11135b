import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { VARIABLES } from '../../model/variables.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

const states = new SFNClient(clientSettings);

/** Starts Settle, named after the rollback: a second start finds the same execution. */
export const handler = step<Input, Output>(async ({ settling }) => {
  const name = `settle-${settling.rollback}`;
  try {
    await states.send(
      new StartExecutionCommand({
        stateMachineArn: required(VARIABLES.settleMachine),
        name,
        input: JSON.stringify(settling),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  return { started: name };
});
