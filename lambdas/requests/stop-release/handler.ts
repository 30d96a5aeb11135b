import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { mayStillFail } from './grace.ts';

const states = new SFNClient(clientSettings);

/** Stops the release that held the environment, which has already lost the lock, and looks whether it has ended. */
export const handler = step<Input, Output>(async (input) => {
  if (input.execution === null) return { ended: true };
  try {
    const { status } = await states.send(new DescribeExecutionCommand({ executionArn: input.execution }));
    if (status !== 'RUNNING') return { ended: true };
    if (mayStillFail(input)) return { ended: false };
    await states.send(
      new StopExecutionCommand({
        executionArn: input.execution,
        error: 'RolledBack',
        cause: `Rolled back: ${input.trigger.reason}`.slice(0, 1_000),
      }),
    );
    return { ended: false };
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    // The execution is gone, so it cannot act any more.
    return { ended: true };
  }
});
