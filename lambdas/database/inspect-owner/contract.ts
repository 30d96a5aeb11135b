import type { Connection, Language } from '../../model/environment.ts';

export const OWNER_UNFIT = 'OwnerUnfit';

export interface Input {
  /** Its secret is that of the database's owner, who ends sessions, closes a replaced database and sets the application's password. */
  readonly connection: Connection | null;
  readonly applicationRoles: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly language: Language;
  /** It is answered with the problems; a release is refused by them. */
  readonly dryRun: boolean;
}

/** @throws OwnerUnfit naming what the owner may not do, with the SQL that mends it, unless it is a dry run */
export interface Output {
  readonly problems: readonly string[];
  /** What a person would have to do in a rollback as things stand. */
  readonly warnings: readonly string[];
}
