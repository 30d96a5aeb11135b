import type { Connection, Pointer, Sentinel } from '../../model/environment.ts';
import type { RestorePoint } from '../../model/release.ts';

export const PROOF_FAILED = 'ProofFailed';

export interface Input {
  readonly connection: Connection | null;
  readonly pointer: Pointer;
  readonly host: string;
  readonly port: number;
  readonly sentinels: readonly Sentinel[];
  readonly tables: readonly string[];
  readonly restorePoint: RestorePoint;
}

/** @throws ProofFailed naming every sentinel and table that is not as expected */
export interface Output {
  /** `unknown`: no connection is configured. */
  readonly proven: 'yes' | 'unknown';
  readonly facts: readonly string[];
}
