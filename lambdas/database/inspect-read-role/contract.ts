import type { Connection, Sentinel } from '../../model/environment.ts';

export const READ_ROLE_UNFIT = 'ReadRoleUnfit';

export interface Input {
  /** With the secret of the role that may only read. */
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly tables: readonly string[];
  readonly sentinels: readonly Sentinel[];
}

/** @throws ReadRoleUnfit naming everything by which it may do more than read, or cannot read what it must */
export interface Output {
  /** Role that reads; null: no connection is configured. */
  readonly role: string | null;
}
