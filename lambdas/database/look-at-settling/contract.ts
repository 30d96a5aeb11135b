import type { Moment } from '../../model/lock.ts';
import type { Settling } from '../start-settle/contract.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly settling: Settling;
  readonly limitMinutes: number;
}

/** @throws TookTooLong */
export interface Output {
  /** The instance is `available` and the safety snapshot has ended. */
  readonly settled: boolean;
  readonly status: string;
  /** `available`, `failed`, `none`, … */
  readonly snapshotStatus: string;
  /** `<field>: <found>; the replaced instance had <value>`, once it is settled. */
  readonly differences: readonly string[];
}
