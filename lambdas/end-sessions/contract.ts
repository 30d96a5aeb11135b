import type { Connection } from '../model/environment.ts';
import type { Lock } from '../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  /** Database role the application logs in with. */
  readonly applicationRole: string;
}

export interface Output {
  /** False when no connection is configured: then nobody looked. */
  readonly known: boolean;
  readonly ended: number;
  /** Sessions of the application still there after ending them: somebody reconnects. */
  readonly remaining: number;
}
