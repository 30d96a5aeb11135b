import type { Criterion } from './environment.ts';

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
      readonly database: 'policy' | 'restore' | 'keep';
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

/** What an incident calls for. */
export type Decision = 'notify-only' | 'nothing-to-undo' | 'services' | 'services-and-database' | 'freeze' | 'reopen';
