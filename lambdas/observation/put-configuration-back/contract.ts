import type { Lock } from '../../model/lock.ts';
import type { KnownParameter } from '../../model/release.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly parameters: readonly KnownParameter[];
  /** End of the release: changes after it are somebody else's, reported and not undone. */
  readonly until: string;
}

export interface Output {
  readonly putBack: readonly string[];
  /** `<name>: why it was left as it is` */
  readonly left: readonly string[];
}
