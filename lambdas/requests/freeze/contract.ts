import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly rollback: string;
  readonly release: string;
  readonly incident: string;
  readonly because: readonly string[];
}

export interface Output {
  readonly incident: string;
}
