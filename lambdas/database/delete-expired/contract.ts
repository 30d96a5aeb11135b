/** Input that the rule of the schedule passes on, as a state passes its payload. */
export interface Input {
  /** When the schedule fired, ISO 8601: the only clock. */
  readonly time: string;
}

export interface Output {
  /** Names of what was announced, deleted, and refused by AWS. */
  readonly announced: readonly string[];
  readonly deleted: readonly string[];
  readonly refused: readonly string[];
}
