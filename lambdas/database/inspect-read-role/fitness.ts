/** A role that the read role is, or may become. */
export interface Role {
  readonly name: string;
  readonly superuser: boolean;
  readonly createrole: boolean;
  readonly createdb: boolean;
  readonly replication: boolean;
  /** Objects it owns, in any database. */
  readonly owns: number;
}

/** An object that the role may change. */
export interface Writable {
  readonly kind: 'table' | 'sequence' | 'schema' | 'database';
  readonly name: string;
  readonly privileges: string;
  /** Roles with that right: the role itself, roles it may become, PUBLIC. */
  readonly by: readonly string[];
}

/** A configured table. */
export interface Table {
  readonly name: string;
  /** This role finds it by its search path. */
  readonly found: boolean;
  readonly selectable: boolean;
  /** Its schema; null when the table is not found. */
  readonly schema: string | null;
  /** The role may use that schema. */
  readonly usable: boolean;
  /** Row-level security hides some rows from the role. */
  readonly hidden: boolean;
}

export interface Observation {
  readonly role: string;
  readonly roles: readonly Role[];
  readonly writable: readonly Writable[];
  readonly tables: readonly Table[];
  readonly unaskable: readonly { readonly name: string; readonly why: string }[];
}

/** Roles of PostgreSQL that only allow reading or connecting. */
const READING = new Set([
  ...['pg_read_all_data', 'pg_read_all_settings', 'pg_read_all_stats', 'pg_stat_scan_tables', 'pg_monitor'],
  ...['pg_use_reserved_connections', 'rds_iam'],
]);

/**
 * Roles of PostgreSQL and RDS. The owner of a database is a member of pg_database_owner, and is reported as its owner
 * instead.
 */
const SYSTEM_ROLE = /^(pg_(?!database_owner$)|rds_|rdsadmin$)/;

/** Every right of the role beyond reading, and everything it must read and cannot, each with the SQL that mends it. */
export function judge({ role, roles, writable, tables, unaskable }: Observation): string[] {
  const superusers = roles.filter(({ superuser }) => superuser).map(({ name }) => name);
  if (superusers.includes(role))
    return [
      `role "${role}" is a superuser; expected one that may only read. Give database.connect.readSecret another role`,
    ];
  if (superusers.length > 0)
    return [
      `role "${role}" may become "${superusers[0]}", a superuser; expected no such membership. REVOKE ${superusers[0]} FROM ${role}`,
    ];
  const powers = roles.map(({ name }) => name).filter((name) => SYSTEM_ROLE.test(name) && !READING.has(name));
  return [
    ...roles.flatMap((one) => roleProblems(role, one)),
    ...(powers.length > 0
      ? [
          `role "${role}" is a member of ${powers.map((name) => `"${name}"`).join(', ')}, by which it may do more than read; expected none but ${[...READING].join(', ')}. REVOKE ${powers.join(', ')} FROM ${role}`,
        ]
      : []),
    ...writable.map((one) => writeProblem(role, one)),
    ...tables.flatMap((table) => tableProblems(role, table)),
    ...unaskable.map(
      ({ name, why }) =>
        `sentinel "${name}" cannot be asked by role "${role}": ${why}; expected it to be. Grant what is missing, or correct database.sentinels`,
    ),
  ];
}

function roleProblems(role: string, one: Role): string[] {
  const its = one.name === role ? `role "${role}"` : `"${one.name}", which role "${role}" may become,`;
  const out =
    one.name === role ? `Give database.connect.readSecret a role of its own` : `REVOKE ${one.name} FROM ${role}`;
  const may = [
    ...(one.createrole ? ['make roles (CREATEROLE)'] : []),
    ...(one.createdb ? ['make databases (CREATEDB)'] : []),
    ...(one.replication ? ['replicate (REPLICATION)'] : []),
  ];
  return [
    ...(may.length > 0 ? [`${its} may ${may.join(' and ')}; expected it to only read. ${out}`] : []),
    ...(one.owns > 0
      ? [`${its} owns ${one.owns} object(s), which an owner may change and drop; expected it to own none. ${out}`]
      : []),
  ];
}

function writeProblem(role: string, { kind, name, privileges, by }: Writable): string {
  const groups = by.filter((one) => one !== role && one !== 'PUBLIC');
  const to = by.includes('PUBLIC') ? 'PUBLIC' : role;
  const mend =
    to !== 'PUBLIC' && groups.length > 0
      ? `REVOKE ${groups.join(', ')} FROM ${role}`
      : `REVOKE ${privileges} ON ${kind.toUpperCase()} ${name} FROM ${to}`;
  return `role "${role}" has ${privileges} on ${kind} ${name}; expected nothing but reading. ${mend}`;
}

function tableProblems(role: string, { name, found, schema, usable, selectable, hidden }: Table): string[] {
  if (!found)
    return [
      `table "${name}" is not found by role "${role}"; expected it to exist, in a schema the role may use. GRANT USAGE ON its SCHEMA, or name the table with its schema in database.tables`,
    ];
  const grants = [
    ...(usable ? [] : [`GRANT USAGE ON SCHEMA ${schema} TO ${role}`]),
    ...(selectable ? [] : [`GRANT SELECT ON ${name} TO ${role}`]),
  ];
  if (grants.length > 0) return [`role "${role}" may not read table "${name}"; expected it to. ${grants.join('; ')}`];
  if (hidden)
    return [
      `row-level security hides rows of table "${name}" from role "${role}", which would count and prove too few; expected it to see all. CREATE POLICY knowngood_reads ON ${name} FOR SELECT TO ${role} USING (true)`,
    ];
  return [];
}
