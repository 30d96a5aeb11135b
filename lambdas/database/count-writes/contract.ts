import type { Connection } from '../../model/environment.ts';
import type { CountScope, WriteCounts } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly scope: CountScope;
  /** Counts the rows of the configured tables too: only a proof of the restore point needs them. */
  readonly rows: boolean;
}

export type Output = WriteCounts;
