import type { StandbyOrder } from '../../model/standby.ts';

export interface Input {
  readonly order: StandbyOrder;
}

export interface Output {
  /** Name of the execution. */
  readonly started: string;
}
