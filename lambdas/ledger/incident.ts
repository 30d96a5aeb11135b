import type { Counted, IncidentRecord, Outage, Part } from '../model/incident.ts';
import type { RollbackRecord, StatusRecord } from '../model/ledger.ts';
import type { Trigger } from '../model/rollback.ts';
import type { Assignments } from './expression.ts';

/** When the harm began: an alarm says it; of anything else the execution's start is all that is known. */
const beganWith = (trigger: Trigger, startedAt: string): string => (trigger.kind === 'alarm' ? trigger.at : startedAt);

/**
 * The incident once this rollback has taken the environment. Written in the transaction that takes the lock: only its holder
 * writes an incident, so the whole record is put and a second run puts the same.
 * @param before the record so far; undefined: none, or an older control plane wrote none
 * @param earlier the rollback that this one continues, where the incident is older than its record
 */
export function incidentTaken(
  before: IncidentRecord | undefined,
  own: RollbackRecord,
  earlier: RollbackRecord | undefined,
): IncidentRecord {
  const first = earlier ?? own;
  const known: IncidentRecord = before ?? {
    id: own.incident,
    trigger: first.trigger,
    began: beganWith(first.trigger, first.startedAt),
    whole: earlier === undefined,
    executions: earlier === undefined ? {} : { [earlier.id]: partOf(earlier) },
    counts: [],
    outage: null,
  };
  return { ...known, executions: { ...known.executions, [own.id]: partOf(own) } };
}

const partOf = ({ execution, trigger, startedAt, finishedAt, outcome, because = [] }: RollbackRecord): Part => ({
  execution,
  trigger,
  startedAt,
  endedAt: finishedAt,
  outcome,
  because,
});

/** How an execution's part ends. */
export interface PartEnding {
  readonly now: string;
  readonly outcome: RollbackRecord['outcome'];
  readonly because: readonly string[];
  /** Every count of this execution, oldest first. */
  readonly counted: readonly Omit<Counted, 'rollback'>[];
}

/** The incident once this rollback has ended or frozen. The same again changes nothing. */
export function incidentEnded(
  before: IncidentRecord | undefined,
  own: RollbackRecord,
  { now, outcome, because, counted }: PartEnding,
  page: Pick<StatusRecord, 'maintenanceSince' | 'lastPage'>,
): IncidentRecord {
  const known = incidentTaken(before, own, undefined);
  const others = known.counts.filter((count) => count.rollback !== own.id);
  return {
    ...known,
    // Begun by an older control plane, and not by this execution alone.
    whole: before?.whole ?? own.work === own.id,
    executions: { ...known.executions, [own.id]: { ...partOf(own), endedAt: now, outcome, because } },
    counts: counted.length === 0 ? known.counts : [...others, ...counted.map((one) => ({ rollback: own.id, ...one }))],
    outage: outageOf(known, page),
  };
}

/** A page that was gone before the incident began is none of its. */
function outageOf(
  { began, outage }: IncidentRecord,
  { maintenanceSince, lastPage }: Pick<StatusRecord, 'maintenanceSince' | 'lastPage'>,
): Outage | null {
  const since = (raised: string) => (outage === null || raised < outage.since ? raised : outage.since);
  if (maintenanceSince !== null) return { since: since(maintenanceSince), until: null };
  if (lastPage !== null && lastPage.until >= began) return { since: since(lastPage.since), until: lastPage.until };
  return outage;
}

/** The record's fields for an update. */
export const incidentFields = (record: IncidentRecord): Assignments =>
  Object.entries(record).map(([name, value]) => [[name], value] as const);
