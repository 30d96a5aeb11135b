import type { Criterion } from './environment.ts';
import type { Migration } from './release.ts';

/** What started a rollback. */
export type Trigger =
  | {
      readonly kind: 'alarm';
      readonly alarm: string;
      readonly criterion: Criterion;
      readonly at: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'person';
      readonly reason: string;
      readonly criterion: Criterion;
      readonly requestedBy: string | null;
      /** Incident it decides about; null: it names none. */
      readonly incident: string | null;
      /** `forward`: back to the database that the last rollback has quarantined, and to the release that it undid. */
      readonly database: 'policy' | 'restore' | 'keep' | 'forward';
      /** `null`: nothing accepted beyond the configured maximum. */
      readonly acceptLostWrites: number | 'unknown' | null;
      /** The restored database is taken as it is, whatever its proof finds. */
      readonly acceptProof: boolean;
      readonly decision: 'none' | 'reopen';
      /** Images to go back with where those of the known good are gone, by `<service>` or `<service>/<container>`. */
      readonly images?: Readonly<Record<string, string>>;
      /** Id of the release to return to the result of; null: the one before the newest. */
      readonly to: string | null;
      readonly affected: readonly string[];
      readonly dryRun: boolean;
    }
  | {
      readonly kind: 'failed-release';
      readonly release: string;
      readonly criterion: Criterion;
      readonly error: string;
      readonly reason: string;
    };

/** What a person can decide on a frozen environment, as far as the ledger knows when it freezes. */
export interface Ways {
  /** The strongest migration that had started. */
  readonly migration: Migration;
  /** Version of the known good; null: none was recorded, so nothing can go back. */
  readonly returnsTo: string | null;
  /** Null: there is no restore point. */
  readonly restorePointAt: string | null;
  /** Going forward again: the way back is the one to the quarantined database. */
  readonly forward: boolean;
  /** False: reopening would freeze again. */
  readonly reopen: boolean;
  /** The longest of the recorded rollbacks, in minutes; null: none is on record. */
  readonly longestMinutes: { readonly restore: number | null; readonly keep: number | null };
}

/** What an incident calls for. */
export type Decision = 'notify-only' | 'nothing-to-undo' | 'services' | 'services-and-database' | 'freeze' | 'reopen';
