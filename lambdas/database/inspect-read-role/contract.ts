import type { Connection, Language, Sentinel } from '../../model/environment.ts';
import type { CountScope } from '../../model/writes.ts';

export const READ_ROLE_UNFIT = 'ReadRoleUnfit';

export interface Input {
  /** Its secret is that of the role that can only read. */
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly scope: CountScope;
  readonly language: Language;
  readonly sentinels: readonly Sentinel[];
  /** It is answered with the problems; a release is refused by them. */
  readonly dryRun: boolean;
}

/**
 * @throws ReadRoleUnfit naming every right beyond reading, and everything it must read and cannot, unless it is a dry run;
 * ServiceUnreachable naming host and port of each service that the functions which talk SQL call and cannot reach
 */
export interface Output {
  /** Name of that role; null: no connection is configured, or it is not fit. */
  readonly role: string | null;
  readonly problems: readonly string[];
  /** What a rollback could not count or prove as things stand, for people. */
  readonly warnings: readonly string[];
}
