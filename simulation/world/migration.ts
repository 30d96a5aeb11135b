import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { MemoryPostgres } from './postgres.ts';
import type { Server, Session } from './postgres-server.ts';
import { ROLES } from './survey-platform.ts';
import type { Versions } from './versions.ts';

/** What a migration finds around it. */
export interface Migrating {
  readonly clock: Clock;
  readonly versions: Versions;
  readonly postgres: MemoryPostgres;
  readonly facts: { readonly migrated: { readonly at: number; readonly server: Server; readonly to: string }[] };
}

/** Its one statement begins this soon. The server runs it to its end, whatever becomes of the task that asked for it. */
const BEGINS_MS = 2_000;

interface Task {
  readonly version: string;
  readonly database: number;
  readonly applicationName: string;
}

/** Runs a version's migration on the database that its container found; the exit code. */
export async function migrate(found: Migrating, task: Task, signal: AbortSignal): Promise<number> {
  const { clock, versions, postgres } = found;
  const begins = Math.min(BEGINS_MS, versions.migrationMs / 2);
  await clock.sleep(begins, signal);
  const server = postgres.at(task.database);
  const schema = versions.migrationOf(task.version);
  if (server === undefined || schema === undefined || versions.migrationFails) return 1;
  const session = server.connect(ROLES.owner, task.applicationName);
  if (session.readOnly) return 1;
  return await new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject);
    run(found, { session, server, schema }, versions.migrationMs - begins).then(resolve, reject);
  });
}

/** As PostgreSQL does it: it learns that the client has gone only when it answers, and an ended session commits nothing. */
async function run(
  { clock, facts }: Migrating,
  { session, server, schema }: { readonly session: Session; readonly server: Server; readonly schema: string },
  statementMs: number,
): Promise<number> {
  await clock.sleep(statementMs);
  if (session.ended || !server.running) return 1;
  if (server.content.schema !== schema) {
    const answers = server.content.table('answers');
    answers.updated += answers.rows;
    server.migrated(schema);
    facts.migrated.push({ at: clock.now(), server, to: schema });
  }
  session.end();
  return 0;
}
