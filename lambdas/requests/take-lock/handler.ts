import { holderRuns } from '../../aws/execution.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import { take } from '../../ledger/take.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { decisionDoor } from '../decision-door.ts';
import { busyMessage } from './busy.ts';
import { type Input, LOCK_BUSY, type Output } from './contract.ts';

/** Takes the environment for a release. A second call by the same execution returns the lock already held. */
export const handler = step<Input, Output>(async ({ release, holder, now }) => {
  const found = await readStatus();
  if (found.holder === holder) return { holder, fence: found.fence };
  const door = decisionDoor(environmentName(), holder);
  if (found.status !== 'open') {
    throw new StepError(LOCK_BUSY, busyMessage(found, await holderRuns(found, now), door));
  }
  const record: ReleaseRecord = {
    id: release.id,
    version: release.version,
    outcome: 'running',
    startedAt: release.startedAt,
    finishedAt: null,
    execution: holder,
    request: release,
    knownGood: null,
    restorePoint: null,
    fenced: false,
    openedAt: null,
    migrationTask: null,
    migrationStartedAt: null,
    switched: {},
  };
  const lock = await take({
    found,
    status: 'releasing',
    holder,
    work: release.id,
    now,
    incident: null,
    record: { key: `release#${release.id}`, item: record },
  });
  if (lock !== undefined) return lock;
  const after = await readStatus();
  // The answer to our first call may have been lost: the SDK's retry then finds our own lock.
  if (after.holder === holder) return { holder, fence: after.fence };
  throw new StepError(LOCK_BUSY, busyMessage(after, true, door));
});
