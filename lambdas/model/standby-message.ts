import type { Prices } from './retention.ts';
import type { Warmth } from './warmth.ts';

/** Messages about a release's standby, as facts. */
export type StandbyMessage =
  /** A release's restore point stands ready beside the live database. */
  | {
      readonly kind: 'standby-ready';
      readonly version: string;
      readonly instance: string;
      readonly restorePoint: string;
      /** When its restore was asked for. */
      readonly since: string;
      readonly proof: readonly string[];
      readonly warmth: Warmth;
      /** What is paid for while it stands. */
      readonly instanceClass: string;
      readonly multiAz: boolean;
      /** Null: none are configured. */
      readonly prices: Prices | null;
    }
  /** There is none, and a rollback would restore as ever. */
  | {
      readonly kind: 'standby-failed';
      readonly version: string;
      readonly restorePoint: string;
      readonly cause: string;
    };
