import type { ReleaseRecord } from '../../model/ledger.ts';

/**
 * ECS answers from what has reached the node that is asked, and wants callers to look again for a while after RunTask
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html).
 */
const SEEN_WITHIN_SECONDS = 60;

/** Whether a migration that ECS does not show may run all the same: only one that began just now. Stopped ones are shown for an hour. */
export const mayBeHidden = ({ migrationStartedAt }: Pick<ReleaseRecord, 'migrationStartedAt'>, now: string): boolean =>
  migrationStartedAt !== null && (Date.parse(now) - Date.parse(migrationStartedAt)) / 1_000 < SEEN_WITHIN_SECONDS;
