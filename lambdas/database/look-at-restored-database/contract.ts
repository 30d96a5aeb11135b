import type { Connection } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly instance: string;
  readonly connection: Connection | null;
  readonly limitMinutes: number;
  /** RDS must also have ended its first backup. */
  readonly rested?: boolean;
}

/** @throws TookTooLong */
export interface Output {
  /** It accepts connections; without a configured connection, its status says that it does. */
  readonly ready: boolean;
  /** It never will: another instance is restored under the next name. */
  readonly dead: boolean;
  readonly status: string;
  /** Null while it has none. */
  readonly host: string | null;
  readonly port: number;
  readonly resourceId: string | null;
}
