import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from './client-settings.ts';

const states = new SFNClient(clientSettings);

/** DescribeExecution is eventually consistent: an execution that "does not exist" counts as running this long. */
export const UNSEEN_MINUTES = 10;

/**
 * Whether the execution that holds the lock still runs: the only thing that decides whether a lock is stale.
 * @param since when the lock was taken, ISO 8601.
 */
export async function isRunning(execution: string, since: string, now: string): Promise<boolean> {
  try {
    const { status } = await states.send(new DescribeExecutionCommand({ executionArn: execution }));
    return status === 'RUNNING' || status === 'PENDING_REDRIVE';
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    return Date.parse(now) - Date.parse(since) < UNSEEN_MINUTES * 60_000;
  }
}
