/** How the command ends; docs/command-line.md lists them for people and scripts. */
export const EXIT = {
  done: 0,
  /** A mistake of ours, or something nobody foresaw. */
  unexpected: 1,
  /** What was typed is wrong or contradicts itself: nothing was started. */
  wrongInput: 2,
  /** There is no such environment, execution, record or document. */
  notFound: 3,
  /** AWS could not be reached, or let nobody in: no credentials, expired ones, a missing permission, no network. */
  noAccess: 4,
  /** Looked at, and something would stop it; or the workflow has refused it. Nothing was touched. */
  refused: 5,
  /** It ran, and ended without what it was started for: failed, rolled back, frozen, nothing to undo. */
  endedBadly: 6,
  /** It cannot be undone and nobody said yes. Nothing was started. */
  notConfirmed: 7,
  /** Ctrl-C: what runs in AWS runs on. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that people are told about in a sentence, without a stack: what, what was found, what was expected, what to do. */
export class Stop extends Error {
  readonly code: ExitCode;
  /** Lines beneath the message. */
  readonly hints: readonly string[];

  constructor(code: ExitCode, message: string, hints: readonly string[] = []) {
    super(message);
    this.name = 'Stop';
    this.code = code;
    this.hints = hints;
  }
}
