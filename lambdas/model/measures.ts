/** Corrective measures of an incident, as people fill them in: a file beside the post-mortem. Days are `YYYY-MM-DD`. */
export interface Measures {
  readonly incident: string;
  /** When the incident was over. */
  readonly ended: string;
  readonly measures: readonly Measure[];
  readonly evaluation: {
    readonly due: string /** Whether the measures work; empty: nobody has said so yet. */;
    readonly text: string;
  };
}

export interface Measure {
  readonly what: string;
  readonly owner: string;
  readonly due: string;
  /** The day it was done; empty: it is not. */
  readonly done: string;
}

/** A week to decide on measures, a month until they can be judged. */
export const DAYS_TO_DECIDE = 7;
export const DAYS_TO_EVALUATE = 30;
/** Days before a date, and days between reminders after it. */
export const REMINDED_BEFORE_DAYS = 3;
export const REMINDED_AGAIN_DAYS = 7;

export const POST_MORTEMS = 'post-mortems/';
export const MEASURES_ENDING = '.measures.json';

/** Address of the measures beside a post-mortem, whichever of its forms the address leads to. */
export const measuresBeside = (document: string): string => document.replace(/\.(md|html)$/, MEASURES_ENDING);

/** What somebody is reminded of. */
export interface Owed {
  readonly incident: string;
  /** `s3://…` of the file to fill in. */
  readonly file: string;
  readonly what:
    | { readonly kind: 'measure'; readonly text: string; readonly owner: string }
    /** Nobody has entered a measure. */
    | { readonly kind: 'no-measures' }
    | { readonly kind: 'evaluation' };
  readonly due: string;
  /** Until that day; negative: since. */
  readonly days: number;
}

/** A file of measures that could not be read, and why. */
export interface UnreadMeasures {
  readonly file: string;
  readonly problems: readonly string[];
}
