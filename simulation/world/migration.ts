import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { MemoryPostgres } from './postgres.ts';
import type { Server } from './postgres-server.ts';
import { ROLES } from './survey-platform.ts';
import type { Versions } from './versions.ts';

/** What a migration finds around it. */
export interface Migrating {
  readonly clock: Clock;
  readonly versions: Versions;
  readonly postgres: MemoryPostgres;
  readonly facts: { readonly migrated: { readonly at: number; readonly server: Server; readonly to: string }[] };
}

/** Runs a version's migration on the database that its container found; the exit code. */
export async function migrate(
  { clock, versions, postgres, facts }: Migrating,
  { version, database }: { readonly version: string; readonly database: number },
  signal: AbortSignal,
): Promise<number> {
  await clock.sleep(versions.migrationMs, signal);
  const server = postgres.at(database);
  const schema = versions.migrationOf(version);
  if (server === undefined || schema === undefined || versions.migrationFails) return 1;
  const session = server.connect(ROLES.owner, 'migration');
  if (session.readOnly) return 1;
  if (server.content.schema !== schema) {
    const answers = server.content.table('answers');
    answers.updated += answers.rows;
    server.migrated(schema);
    facts.migrated.push({ at: clock.now(), server, to: schema });
  }
  session.end();
  return 0;
}
