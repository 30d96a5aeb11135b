import type { Connection, Sentinel } from '../../model/environment.ts';

export const READ_ROLE_UNFIT = 'ReadRoleUnfit';

export interface Input {
  /** Its secret is that of the role that can only read. */
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly tables: readonly string[];
  readonly sentinels: readonly Sentinel[];
}

/** @throws ReadRoleUnfit naming every right beyond reading, and everything it must read and cannot */
export interface Output {
  /** Name of that role; null: no connection is configured. */
  readonly role: string | null;
}
