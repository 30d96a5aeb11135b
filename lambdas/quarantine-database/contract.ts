import type { Connection } from '../model/environment.ts';
import type { Lock } from '../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly work: string;
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly connection: Connection | null;
  readonly applicationRole: string;
}

export interface Output {
  /** False when no connection is configured: tagged only. */
  readonly readOnly: boolean;
  /** Application sessions still on it. */
  readonly sessions: number;
}
