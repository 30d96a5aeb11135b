import type { Connection } from '../../model/environment.ts';
import type { WriteCounts } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly tables: readonly string[];
}

export type Output = WriteCounts;
