import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';
import type { KnownService } from '../../model/release.ts';

export const IMAGE_MISSING = 'ImageMissing';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly services: readonly Service[];
  readonly known: readonly KnownService[];
  /** `<account>.dkr.ecr.<region>.amazonaws.com` */
  readonly registry: string;
}

/** @throws ImageMissing when the image that ran is no longer in ECR */
export interface Output {
  /** Service -> the task definition to return to: the recorded one, or a revision that runs the very same. */
  readonly pinned: Readonly<Record<string, string>>;
}
