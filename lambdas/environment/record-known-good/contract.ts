import type { Lock } from '../../model/lock.ts';
import type { KnownService, LiveDatabase, Release } from '../../model/release.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: Release;
  readonly services: readonly KnownService[];
  readonly database: LiveDatabase;
  /** Configuration paths: the versions of their parameters are recorded. */
  readonly configurationPaths: readonly string[];
  /** Never part of the record: the pointer is switched, not put back. */
  readonly pointerParameter: string;
}

export interface Output {
  /** How many are recorded: thousands of them do not fit into the 256 KiB that a state may answer. */
  readonly parameters: number;
}
