import { incidentTaken } from '../../ledger/incident.ts';
import { readIncident, readRollback, readStatus } from '../../ledger/table.ts';
import { take } from '../../ledger/take.ts';
import type { RollbackRecord, StatusRecord } from '../../model/ledger.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { LOCK_BUSY } from '../take-lock/contract.ts';
import type { Input, Output } from './contract.ts';

/**
 * Takes the environment for a rollback, also from a release. The lock changes hands first: the last holder can then start no
 * further acting step, and one in flight is waited out. A person's rollback that continues a freeze or an unfinished
 * rollback works under that one's id: what was restored and saved is adopted, not made again. The release that the earlier
 * one took the environment from is stopped, if it still runs.
 */
export const handler = step<Input, Output>(async (input) => {
  const { id, trigger, holder, now } = input;
  const found = await readStatus();
  if (found.holder === holder) return await answer(input, found.fence, found.incident);
  const before = await unfinished(found);
  const incident = (trigger.kind === 'person' ? trigger.incident : null) ?? `incident-${id}`;
  const record: RollbackRecord = {
    id,
    outcome: 'running',
    startedAt: now,
    finishedAt: null,
    execution: holder,
    incident,
    criterion: trigger.criterion,
    trigger,
    release: null,
    quarantined: null,
    restored: null,
    work: before?.work ?? id,
    // The earlier rollback may not have stopped the release it took the environment from.
    takenFrom:
      found.status === 'releasing' && found.work !== null && found.holder !== null
        ? { release: found.work, execution: found.holder }
        : (before?.takenFrom ?? null),
  };
  const lock = await take({
    found,
    status: 'rolling-back',
    holder,
    work: id,
    now,
    incident,
    of: incidentTaken(await readIncident(incident), record, before),
    record: { key: `rollback#${id}`, item: record },
  });
  if (lock !== undefined) return await answer(input, lock.fence, incident);
  const after = await readStatus();
  if (after.holder === holder) return await answer(input, after.fence, after.incident);
  throw new StepError(
    LOCK_BUSY,
    `The environment was taken by ${after.work} (${after.holder}) at the same moment; it is ${after.status}. Nothing was touched.`,
  );
});

async function unfinished({ status, work }: StatusRecord): Promise<RollbackRecord | undefined> {
  return work !== null && (status === 'frozen' || status === 'rolling-back') ? await readRollback(work) : undefined;
}

/** Read from the ledger, so that a second call gets the first answer. */
async function answer({ id, holder, trigger, now }: Input, fence: number, incident: string | null): Promise<Output> {
  const record = await readRollback(id);
  const { intents } = await readStatus();
  const named = incident ?? record?.incident ?? `incident-${id}`;
  const found = await readIncident(named);
  return {
    lock: { holder, fence },
    incident: named,
    origin:
      found !== undefined
        ? { trigger: found.trigger, began: found.began, again: Object.keys(found.executions).length > 1 }
        : { trigger, began: record?.startedAt ?? now, again: false },
    work: record?.work ?? id,
    release: record?.takenFrom?.release ?? null,
    execution: record?.takenFrom?.execution ?? null,
    inFlight: Object.keys(intents).length > 0,
  };
}
