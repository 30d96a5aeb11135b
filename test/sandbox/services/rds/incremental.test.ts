import { expect, it } from 'vitest';
import { copyMs } from '../../../../sandbox/services/rds/snapshots.ts';
import { USUAL_TIMINGS } from '../../../../sandbox/services/rds/timings.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-24T13:00:00.000Z');
const copied = (hoursAgo: number | undefined) =>
  copyMs(
    { now: NOW, timings: USUAL_TIMINGS } as Parameters<typeof copyMs>[0],
    (hoursAgo === undefined ? {} : { copiedAt: NOW - hoursAgo * HOUR_MS }) as Parameters<typeof copyMs>[1],
  ) / 1_000;

/**
 * "The first snapshot of a DB instance contains the data for the full database. Subsequent snapshots of the same database are
 * incremental": https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
 */
it.each([
  ['the first', undefined, 120],
  ['one a week after the last', 24 * 7, 120],
  ['one most of a day after it', 18, 90],
  // What a release makes of the snapshot behind its page, by one before it.
  ['one a minute after it', 1 / 60, 60],
])('%s snapshot takes as long as what changed', (_which, hoursAgo, seconds) => {
  expect(copied(hoursAgo)).toBe(seconds);
});
