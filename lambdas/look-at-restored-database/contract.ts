import type { Connection } from '../model/environment.ts';
import type { Moment } from '../model/lock.ts';

export const RESTORE_FAILED = 'RestoreFailed';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly instance: string;
  readonly connection: Connection | null;
  readonly limitMinutes: number;
}

/** @throws RestoreFailed, TookTooLong */
export interface Output {
  /** Accepts connections (or, without a connection configured, has a status in which it does). */
  readonly ready: boolean;
  readonly status: string;
  readonly host: string;
  readonly port: number;
  readonly resourceId: string;
}
