import type { EndedDrill } from '../../model/backup-drill.ts';

/** A drill that ends; or, as the hourly schedule asks, the newest one once more: alarms look back a week at most. */
export type Input = Ending | { readonly time: string };

export interface Ending {
  readonly now: string;
  /** Id of the drill. */
  readonly work: string;
  readonly outcome: Outcome;
  readonly left: EndedDrill['left'];
}

export type Outcome =
  | {
      readonly kind: 'proven';
      readonly askedAt: string;
      readonly readyAt: string;
      readonly provenAt: string;
      readonly proof: readonly string[];
    }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: string };

export interface Output {
  /** The newest drill; null: none has ended yet. */
  readonly ended: EndedDrill | null;
}
