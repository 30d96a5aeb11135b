/** Why a sequence of the restored database was not moved, or may stand behind what the quarantined one gave out. */
export const LEFT_BEHIND = [
  /** Only the quarantined database has it: the release made it. */
  'made-since',
  /** Only the restored database has it: what the other gave out until it was dropped is unknown. */
  'dropped-since',
  /** The quarantined one stands further back: it cycles, was restarted, or was set back. */
  'set-back',
  /** One counts up, the other down. */
  'turned-around',
  /** The quarantined one has given out more than this one may hold. */
  'ends-before',
  /** The owner's login may not read the one, or not set the other. */
  'not-permitted',
  /** A whole database, or all of them: the detail is PostgreSQL's. */
  'not-reached',
] as const;

export interface LeftBehind {
  /** `<database>: <schema>.<sequence>`, or the database. */
  readonly name: string;
  readonly why: (typeof LEFT_BEHIND)[number];
  /** Last value that the quarantined database gave out, or PostgreSQL's words; null: none. */
  readonly detail: string | null;
}

/** Sequences of a restored instance, against the instance it replaces. */
export interface Sequences {
  /** How many stand at, or past, the last value that the quarantined one has given out. */
  readonly past: number;
  /** Those that may give a value out again, each with its reason; at most `MOST_LEFT_BEHIND`. */
  readonly leftBehind: readonly LeftBehind[];
  /** How many more there are than are named. */
  readonly more: number;
}

/** A message names this many: a state holds 256 KiB. */
export const MOST_LEFT_BEHIND = 20;
