import type { IncidentTimes } from '../../model/incident.ts';
import type { RollbackRecord } from '../../model/ledger.ts';

/** The words of a post-mortem: its eight parts, as the rollback plan has them, and the names of its facts. */
export interface PostMortemWords {
  readonly title: (incident: string) => string;
  readonly parts: Record<
    'data' | 'problem' | 'cause' | 'impact' | 'solution' | 'measures' | 'sharing' | 'evaluation',
    string
  >;
  readonly facts: Record<
    | 'incident'
    | 'rollback'
    | 'release'
    | 'reason'
    | 'commit'
    | 'range'
    | 'returnedTo'
    | 'criterion'
    | 'decision'
    | 'recurrence'
    | 'serves'
    | 'quarantined'
    | 'checks',
    string
  >;
  readonly times: Record<keyof IncidentTimes, string>;
  readonly outcomes: Record<RollbackRecord['outcome'], string>;
  /** @param by null: no release has verified it */
  readonly verifiedBy: (version: string, by: string | null) => string;
  readonly others: (n: number) => string;
  readonly absent: string;
  readonly unknown: string;
  /** Of a time: it did not come, or nobody knows. */
  readonly noTime: string;
  readonly timeline: string;
  readonly executions: { readonly head: readonly string[]; readonly person: string; readonly alarm: string };
  readonly running: string;
  readonly incomplete: string;
  readonly evidence: string;
  readonly evidenceOf: {
    readonly [part in 'alarms' | 'stopped']: {
      readonly title: string;
      readonly head: readonly string[];
      readonly none: string;
    };
  } & {
    readonly logs: {
      readonly title: string;
      readonly head: readonly string[];
      readonly none: string;
      readonly notConfigured: string;
      readonly notRead: (group: string, why: string) => string;
      readonly others: (group: string, lines: number) => string;
      readonly notAll: (group: string) => string;
    };
    readonly parameters: {
      readonly title: string;
      readonly none: string;
      readonly back: string;
      readonly left: string;
    };
  };
  readonly ask: Record<'cause' | 'business' | 'learning' | 'evaluation', string>;
  readonly outage: (minutes: number, since: string) => string;
  readonly noOutage: string;
  readonly traffic: {
    readonly title: string;
    readonly legend: Record<'served' | 'refused' | 'failed', string>;
    readonly errors: string;
    readonly seconds: string;
    readonly phases: { readonly harm: string };
    readonly unknown: string;
    /** @param before the worst of the 15 minutes before; null: unknown */
    readonly worst: (what: string, value: string, at: string, before: string | null) => string;
  };
  readonly page: string;
  readonly kept: (counted: string) => string;
  readonly keptAfter: string;
  readonly lost: (n: number, looked: string) => string;
  readonly lostUnknown: (why: string) => string;
  readonly tables: readonly string[];
  readonly otherTables: string;
  readonly counts: readonly string[];
  readonly measures: {
    readonly where: (file: string) => string;
    readonly head: readonly string[];
    readonly due: string;
    readonly rows: readonly string[];
  };
  readonly told: string;
}
