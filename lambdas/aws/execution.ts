import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import type { StatusRecord } from '../model/ledger.ts';
import { UNSEEN_MINUTES } from '../model/limits.ts';
import { clientSettings } from './client-settings.ts';

const states = new SFNClient(clientSettings);

/** Whether the execution that holds the lock still runs. Nothing else decides whether a lock is stale. */
export async function holderRuns(
  { holder, since }: Pick<StatusRecord, 'holder' | 'since'>,
  now: string,
): Promise<boolean> {
  if (holder === null) return false;
  try {
    const { status } = await states.send(new DescribeExecutionCommand({ executionArn: holder }));
    return status === 'RUNNING' || status === 'PENDING_REDRIVE';
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    return Date.parse(now) - Date.parse(since ?? now) < UNSEEN_MINUTES * 60_000;
  }
}
