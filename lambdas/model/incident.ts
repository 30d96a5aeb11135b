import type { RollbackRecord } from './ledger.ts';
import type { Trigger } from './rollback.ts';
import type { Count, LostTotal } from './writes.ts';

/** One execution of an incident, and how it ended. */
export interface Part {
  readonly execution: string;
  readonly trigger: Trigger;
  readonly startedAt: string;
  /** Null while it runs, or where it ended without closing its work. */
  readonly endedAt: string | null;
  readonly outcome: RollbackRecord['outcome'];
  /** Why it was decided so; empty until it has ended. */
  readonly because: readonly string[];
}

/** Writes that a restore would lose, or has lost, as one count found them. */
export interface Counted {
  /** Rollback that counted. */
  readonly rollback: string;
  readonly at: string;
  readonly lost: LostTotal;
  /** Absent: an older control plane kept the last count of each rollback alone, and took no time of it. */
  readonly which?: Count;
  readonly tookMs?: number | null;
}

/** From when to when users got the maintenance page; `until` null: they still do. */
export interface Outage {
  readonly since: string;
  readonly until: string | null;
}

/** When an incident came to what; null: it did not, or nobody knows. ISO 8601. */
export interface IncidentTimes {
  readonly began: string;
  /** The teams were told first. */
  readonly told: string | null;
  /** Users got the page. */
  readonly shielded: string | null;
  /** The application was pointed at the restored database. */
  readonly restored: string | null;
  /** Users were let in behind passed checks. */
  readonly verified: string | null;
  /** Users were in again, looked at from outside; without a page, when the work was closed. */
  readonly open: string;
}

/** What users got in a period that begins then. */
export interface Period {
  readonly at: string;
  readonly served: number;
  readonly refused: number;
  readonly failed: number;
  /** Within which 95 of 100 requests were answered by the application, in seconds; null: none was. */
  readonly seconds: number | null;
}

/** What users got between two moments, by the load balancer's own metrics. */
export type UserRequests =
  | {
      readonly known: true;
      readonly from: string;
      readonly until: string;
      readonly served: number;
      /** They got the maintenance page. */
      readonly refused: number;
      readonly failed: number;
    }
  | { readonly known: false; readonly why: 'no-time' | 'no-data' | 'not-asked' };

/**
 * Everything that belongs to one incident, across its executions: rollback, freeze, decision, rollback that goes on. Messages
 * and documents about it are written from here, never from the last execution alone. Key: `record = "incident#<id>"`.
 */
export interface IncidentRecord {
  readonly id: string;
  /** What started it first, as it was; its criterion is the incident's. */
  readonly trigger: Trigger;
  /** When the harm began, as far as is known: the alarm's change, or when the first execution took the environment. */
  readonly began: string;
  /** Its first execution was recorded by this version of the control plane; false: earlier ones may be missing. */
  readonly whole: boolean;
  /** By the id of the rollback. */
  readonly executions: Readonly<Record<string, Part>>;
  /** Oldest first. */
  readonly counts: readonly Counted[];
  /** Null: users got no page so far. */
  readonly outage: Outage | null;
  /** Written with the post-mortem, once it is over; absent until then. */
  readonly times?: IncidentTimes;
  readonly users?: UserRequests;
}

/** What messages need of an incident from its first execution on. */
export interface Origin {
  readonly trigger: Trigger;
  readonly began: string;
  /** Another execution of it came before this one. */
  readonly again: boolean;
}
