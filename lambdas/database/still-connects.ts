import type pg from 'pg';
import { isShut } from './shut.ts';
import { type Elsewhere, isRefusal } from './sql.ts';

/** Who may still come to a quarantined database. */
export interface Kept {
  /** Roles of the application. */
  readonly roles: readonly string[];
  /** The role that counts; null: it is not known. */
  readonly reader: string | null;
}

/** Most of them to name. */
const MOST_NAMED = 10;

/** RDS's own, which no quarantine shuts out. */
const OF_RDS = '^rds(admin|repladmin|topmgr|proxyadmin|writeforwarduser|_.*)$';

/**
 * Whoever can log in and may connect: the owner of the database and its members, and whoever may as a member of another role.
 * Left out: who is asking, which is the owner that forward again needs, and the role that counts.
 */
export async function whoStillConnects(
  client: pg.Client,
  database: string,
  { roles, reader }: Kept,
): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(
    `SELECT rolname AS role FROM pg_roles
      WHERE (rolcanlogin OR rolname = ANY($1::text[])) AND rolname <> current_user AND rolname IS DISTINCT FROM $2
        AND rolname !~ $3 AND has_database_privilege(oid, $4, 'CONNECT')
      ORDER BY rolname <> ALL($1::text[]), rolname`,
    [roles, reader, OF_RDS, database],
  );
  const names = rows.map(({ role }) => role);
  const more = names.length - MOST_NAMED;
  return more > 0 ? [...names.slice(0, MOST_NAMED), `and ${more} more`] : names;
}

interface Job {
  readonly name: string;
  readonly role: string;
  readonly database: string;
}

/**
 * Active jobs of pg_cron, that may still run: it connects as the role of each job
 * (https://github.com/citusdata/pg_cron, "cron.host", "cron.use_background_workers"), so a job of a role that is shut out ends
 * there. Names of jobs are newer than pg_cron's first versions.
 */
const JOBS = `
  SELECT coalesce(to_jsonb(j) ->> 'jobname', j.jobid::text) AS name, j.username AS role, j.database
    FROM cron.job j JOIN pg_roles r ON r.rolname = j.username JOIN pg_database d ON d.datname = j.database
   WHERE j.active AND has_database_privilege(r.oid, d.oid, 'CONNECT')
   ORDER BY j.jobid`;

/** What pg_cron may still do in the instance, in sentences; none where it is not loaded. */
export async function jobsLeft(client: pg.Client, elsewhere: Elsewhere): Promise<string[]> {
  const { rows } = await client.query<{ cron: string | null; here: boolean }>(
    `SELECT nullif(current_setting('cron.database_name', true), '') AS cron,
            current_setting('cron.database_name', true) = current_database() AS here`,
  );
  const { cron = null, here = false } = rows[0] ?? {};
  if (cron === null) return [];
  try {
    return await (here ? jobsOf(client) : elsewhere(cron, jobsOf));
  } catch (error) {
    // It is told, whatever it is, unless the database has stopped answering.
    if (!isRefusal(error) && !isShut(error)) throw error;
    return [`pg_cron: its jobs in ${cron} could not be read: ${(error as Error).message}`];
  }
}

async function jobsOf(client: pg.Client): Promise<string[]> {
  const there = await client.query<{ made: boolean }>(`SELECT to_regclass('cron.job') IS NOT NULL AS made`);
  // It is loaded, and nobody has made the extension.
  if (!there.rows[0]?.made) return [];
  const { rows: jobs } = await client.query<Job>(JOBS);
  const { rows } = await client.query<{ role: string; hidden: boolean }>(
    `SELECT current_user AS role, row_security_active('cron.job') AS hidden`,
  );
  const more = jobs.length - MOST_NAMED;
  return [
    ...jobs
      .slice(0, MOST_NAMED)
      .map(({ name, role, database }) => `pg_cron: the job ${name} of ${role} in ${database} may still run`),
    ...(more > 0 ? [`pg_cron: ${more} more jobs may still run`] : []),
    ...(rows[0]?.hidden ? [`pg_cron: jobs of other roles are not shown to ${rows[0].role}`] : []),
  ];
}
