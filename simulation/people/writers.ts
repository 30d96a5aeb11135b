import { ROLES } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';

const EVERY_MS = 30_000;
const TIMES = 200;
const TABLE = 'distributions';

/** A job that writes with the application's role, with a session for each write. */
export async function strayJob(world: World): Promise<void> {
  const [original] = world.postgres.servers;
  if (original === undefined) return;
  for (let n = 0; n < TIMES; n++) {
    await world.clock.sleep(EVERY_MS);
    try {
      // It goes on with the host it was given once, as a forgotten job does.
      const session = original.connect(ROLES.application, 'stray-job');
      const id = world.facts.nextWrite();
      session.write(TABLE, 'insert', id);
      session.end();
      world.facts.wrote({ id, at: world.clock.now(), table: TABLE, by: undefined });
    } catch {
      // Ended, or read-only: it was not acknowledged.
    }
  }
}

/** A session begun when writing was allowed: it may go on writing until somebody ends it; it does not begin again. */
export async function forgottenSession(world: World): Promise<void> {
  const [original] = world.postgres.servers;
  if (original === undefined) return;
  const session = original.connect(ROLES.application, 'psql');
  for (let n = 0; n < TIMES; n++) {
    await world.clock.sleep(EVERY_MS);
    const id = world.facts.nextWrite();
    session.write(TABLE, 'insert', id);
    world.facts.wrote({ id, at: world.clock.now(), table: TABLE, by: undefined });
  }
}
