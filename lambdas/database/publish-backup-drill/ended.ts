import type { BackupDrillRecord, DrillResult, EndedDrill } from '../../model/backup-drill.ts';
import { nameOfPoint } from '../restore-points/mode.ts';
import { GAVE_WAY } from '../restore-throw-away/contract.ts';
import type { Ending, Outcome } from './contract.ts';

/** The record with the drill that ends now; the same record where that was written before, or another drill has begun since. */
export function ended(record: BackupDrillRecord, { now, work, outcome, left }: Ending): BackupDrillRecord {
  const { running } = record;
  if (running === null || running.id !== work) return record;
  const { drilled } = running;
  const drill: EndedDrill = {
    ...{ id: work, startedAt: running.startedAt, finishedAt: now, left, result: resultOf(outcome) },
    ...{ point: nameOfPoint(drilled.point), at: drilled.at, recoveryPointMinutes: drilled.recoveryPointMinutes },
  };
  return {
    ...record,
    running: null,
    last: drill,
    proven: drill.result.kind === 'proven' ? drill : record.proven,
  };
}

/** Begun minutes count whole: what is told is never less than what it took. */
function resultOf(outcome: Outcome): DrillResult {
  if (outcome.kind === 'failed')
    return { kind: outcome.error === GAVE_WAY ? 'gave-way' : 'failed', cause: outcome.cause };
  const { askedAt, readyAt, provenAt, proof } = outcome;
  const since = (at: string): number => Math.max(1, Math.ceil((Date.parse(at) - Date.parse(askedAt)) / 60_000));
  return { kind: 'proven', readyMinutes: since(readyAt), provenMinutes: since(provenAt), proof };
}
