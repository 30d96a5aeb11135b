import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientSettings } from '../aws/client-settings.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

const states = new SFNClient(clientSettings);

/** What a failed release hands to the rollback it starts. */
export interface FailedRelease {
  readonly release: string;
  readonly version: string;
  readonly error: string;
  readonly cause: string;
}

/** The rollback of a failed release is named after the release, so that there is only one, whoever starts it first. */
export const rollbackName = (release: string): string => `release-${release}`;

/** Starts the rollback of a release; an existing one is success. Returns the execution's name. */
export async function startRollback(failed: FailedRelease): Promise<string> {
  const name = rollbackName(failed.release);
  const input = JSON.stringify({ failedRelease: { ...failed, cause: failed.cause.slice(0, 2_000) } });
  try {
    await states.send(new StartExecutionCommand({ stateMachineArn: required(VARIABLES.rollbackMachine), name, input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  return name;
}
