import type { Assignments } from '../ledger/expression.ts';
import { incidentEnded, incidentFields } from '../ledger/incident.ts';
import { readIncident, readRollback, readStatus } from '../ledger/table.ts';
import type { IncidentRecord } from '../model/incident.ts';
import type { RollbackRecord, StatusRecord } from '../model/ledger.ts';
import type { LostWrites, TimedCount } from '../model/writes.ts';

interface Ending {
  readonly now: string;
  readonly rollback: string;
  readonly incident: string;
  readonly outcome: RollbackRecord['outcome'];
  readonly because: readonly string[];
  readonly lost: LostWrites;
  readonly countedAt: string | null;
  readonly counts?: readonly TimedCount[];
}

interface Ended {
  readonly incident: IncidentRecord | null;
  readonly status: StatusRecord;
  /** For the transaction that ends the work; empty where the ledger has no record of this rollback. */
  readonly record: readonly { readonly key: string; readonly set: Assignments }[];
}

/** The incident with the end of this rollback in it. Reads only: whoever closes the work writes it in the same transaction. */
export async function endingOfIncident(ending: Ending): Promise<Ended> {
  const { now, rollback, incident, outcome, because, lost, countedAt, counts = [] } = ending;
  const [before, own, status] = await Promise.all([readIncident(incident), readRollback(rollback), readStatus()]);
  if (own === undefined) return { incident: null, status, record: [] };
  const unlisted = countedAt === null ? [] : [{ at: countedAt, lost }];
  const counted = counts.length > 0 ? counts : unlisted;
  const ended = incidentEnded(before, own, { now, outcome, because, counted }, status);
  return { incident: ended, status, record: [{ key: `incident#${incident}`, set: incidentFields(ended) }] };
}
