/** Input that the rule of the schedule passes on, as a state passes its payload. */
export interface Input {
  /** When the schedule fired, ISO 8601: the only clock. */
  readonly time: string;
}

export interface Output {
  /** Files of measures that were looked at. */
  readonly files: number;
  /** What was told of, and files with problems. */
  readonly told: number;
}
