import type { Connection, Pointer } from '../../model/environment.ts';
import type { DatabaseSettings, RestorePoint } from '../../model/release.ts';
import type { Standing } from '../../model/standby.ts';
import type { CountScope } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  /** Rollback that would use it. */
  readonly work: string;
  /** Release whose record names the restore point, and the standby of it. */
  readonly release: string;
  /** The one that the rollback returns to. */
  readonly restorePoint: RestorePoint;
  readonly live: { readonly identifier: string; readonly resourceId: string };
  /** As the known good recorded them. */
  readonly settings: DatabaseSettings;
  readonly connection: Connection | null;
  readonly scope: CountScope;
  readonly applicationRoles: readonly string[];
  readonly pointer: Pointer;
}

/** What is wrong with it is an answer: the rollback then restores as ever. */
export type Output = Standing;
