import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_BY } from '../sandbox/postgres/prepared.ts';
import { removeAtEnd } from '../sandbox/processes/guard.ts';

/** Dozens of test files begin with an empty PostgreSQL: the first that needs one makes it for all. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'knowngood-shared-postgres-'));
  removeAtEnd(folder);
  // The servers' user goes through it, and cannot list it.
  await chmod(folder, 0o711);
  process.env[SHARED_BY] = folder;
  return async () => await rm(folder, { recursive: true, force: true });
}
