import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';
import type { KnownService } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { Candidate } from '../../requests/triage/contract.ts';
import type { Switch } from '../switch-service/contract.ts';

export const IMAGE_MISSING = 'ImageMissing';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly services: readonly Service[];
  readonly known: readonly KnownService[];
  /** Triage's facts about the release to undo. */
  readonly undone: Pick<Candidate, 'moved' | 'accepts'>;
  readonly decision: Decision;
  /** Images that a person chose instead, by `<service>` or `<service>/<container>`. */
  readonly images: Readonly<Record<string, string>>;
}

/** @throws ImageMissing when an image that ran can no longer be started */
export interface Output {
  /** Services to switch back, each to a task definition that runs exactly what ran. */
  readonly switches: readonly Switch[];
}
