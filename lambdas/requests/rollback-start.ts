import { startOnce } from '../aws/start-once.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

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
  await startOnce(required(VARIABLES.rollbackMachine), name, {
    failedRelease: { ...failed, cause: failed.cause.slice(0, 2_000) },
  });
  return name;
}
