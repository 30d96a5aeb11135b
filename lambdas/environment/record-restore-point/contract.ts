import type { Lock } from '../../model/lock.ts';
import type { RestorePoint } from '../../model/release.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: string;
  readonly restorePoint: RestorePoint;
}

export type Output = RestorePoint;
