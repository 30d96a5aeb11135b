import type { Connection } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly instance: string;
  readonly connection: Connection | null;
  readonly limitMinutes: number;
}

/** @throws TookTooLong */
export interface Output {
  /** Accepts connections (or, without a connection configured, has a status in which it does). */
  readonly ready: boolean;
  /** It never will: another is restored under the next name. */
  readonly dead: boolean;
  readonly status: string;
  readonly host: string;
  readonly port: number;
  readonly resourceId: string;
}
