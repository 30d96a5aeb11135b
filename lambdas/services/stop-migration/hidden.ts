import type { ReleaseRecord } from '../../model/ledger.ts';

/**
 * ECS is eventually consistent, and asks callers to look again for a while after RunTask
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html).
 */
const SEEN_WITHIN_SECONDS = 60;

/**
 * Whether a migration that ECS does not show may still run: only when it began just now. ECS shows stopped tasks for an
 * hour.
 */
export const mayBeHidden = ({ migrationStartedAt }: Pick<ReleaseRecord, 'migrationStartedAt'>, now: string): boolean =>
  migrationStartedAt !== null && maySoonBeSeen(migrationStartedAt, now);

/** Whether a task that was asked for then may not be shown yet. */
export const maySoonBeSeen = (startedAt: string, now: string): boolean =>
  (Date.parse(now) - Date.parse(startedAt)) / 1_000 < SEEN_WITHIN_SECONDS;
