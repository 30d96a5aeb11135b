export interface Input {
  readonly now: string;
  /** Rollback that restored the instance. */
  readonly work: string;
}

export type Output = null;
