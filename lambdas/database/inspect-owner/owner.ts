import type pg from 'pg';
import { readOnly } from '../read-only.ts';

/** What the role of `database.connect.secret` may do, as PostgreSQL's catalogue says. */
export interface Owner {
  readonly role: string;
  readonly database: string;
  /** It may alter that database, as its owner or a member of it. */
  readonly owns: boolean;
  /** Roles of the application that there are. */
  readonly roles: readonly {
    readonly name: string;
    /** It may end their sessions, and set their password. */
    readonly ends: boolean;
    readonly sets: boolean;
  }[];
}

const TIMEOUT_MS = 5_000;

/**
 * Ending a session needs membership in its role, or pg_signal_backend; ALTER DATABASE its owner; a password CREATEROLE, and from
 * PostgreSQL 16 on ADMIN of that role (https://www.postgresql.org/docs/current/functions-admin.html, sql-alterdatabase.html,
 * sql-alterrole.html).
 */
export async function ownerOf(client: pg.Client, roles: readonly string[]): Promise<Owner> {
  const { rows } = await readOnly(client, TIMEOUT_MS, () =>
    client.query<Owner>(
      `SELECT current_user AS role, current_database() AS database,
              (SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_database d WHERE d.datname = current_database()) AS owns,
              (SELECT coalesce(json_agg(json_build_object('name', a.rolname,
                        'ends', r.rolsuper OR NOT a.rolsuper AND (pg_has_role('pg_signal_backend', 'USAGE') OR pg_has_role(a.oid, 'USAGE')),
                        'sets', r.rolsuper OR r.rolcreaterole AND NOT a.rolsuper AND (current_setting('server_version_num')::int < 160000
                                OR pg_has_role(a.oid, 'MEMBER WITH ADMIN OPTION'))) ORDER BY a.rolname), '[]')
                 FROM pg_roles a WHERE a.rolname = ANY($1::text[])) AS roles
         FROM pg_roles r WHERE r.rolname = current_user`,
      [roles],
    ),
  );
  // Whoever is logged in has a role.
  return rows[0] as Owner;
}

/** What would stop a rollback after its pointer has moved, with the SQL that mends it; and what a person would have to do then. */
export function judgeOwner({ role, database, owns, roles }: Owner): {
  readonly problems: string[];
  readonly warnings: string[];
} {
  const kept = roles.filter(({ ends }) => !ends).map(({ name }) => `"${name}"`);
  return {
    problems: [
      ...(kept.length === 0
        ? []
        : [
            `role "${role}" of database.connect.secret may not end sessions of ${kept.join(', ')}; expected it to, as a rollback ends them. GRANT pg_signal_backend TO ${role}`,
          ]),
      ...(owns
        ? []
        : [
            `role "${role}" of database.connect.secret does not own the database "${database}"; expected its owner, who alone may close a replaced one. Put the owner's login into that secret`,
          ]),
    ],
    warnings: roles
      .filter(({ sets }) => !sets)
      .map(
        ({ name }) =>
          `Role "${role}" of database.connect.secret may not set the password of "${name}": where that is rotated between a restore point and a rollback, a person sets it on the restored instance. GRANT ${name} TO ${role} WITH ADMIN OPTION`,
      ),
  };
}
