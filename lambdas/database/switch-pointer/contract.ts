import type { Pointer } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly pointer: Pointer;
  /** What the pointer held when this rollback began. */
  readonly from: string;
  readonly host: string;
  readonly port: number;
}

/** @throws ChangedByOthers when the pointer holds neither the old nor the new value */
export interface Output {
  readonly pointer: string;
}
