import type { Cast } from './cast.ts';
import { plotOf, rolledBackBefore } from './plots.ts';

const MINUTE = 60_000;
/** Nobody does anything any more for this long: the story is over. */
const QUIET_MS = 4 * MINUTE;
/** Long enough to be stopped; it would succeed. */
const LONG_MIGRATION_MS = 10 * MINUTE;
/** Beyond this a story will not end by itself. */
const LONGEST_MS = 12 * 60 * MINUTE;
/** A person who has had to act this often is going round in circles. */
const MOST_DEEDS = 24;

/** Lets a story happen from its beginning until nothing more does; false when it would not end. */
export async function unfold(cast: Cast): Promise<boolean> {
  const { scenario, chance } = cast;
  const { clock, versions } = cast.world;
  versions.migrationFails = scenario.bad === 'migration-fails';
  if (scenario.bad === 'in-migration') versions.migrationMs = LONG_MIGRATION_MS;
  versions.unhealthy = scenario.bad === 'in-checks';
  versions.crashes = scenario.bad === 'does-not-start' ? 3_000 : undefined;
  versions.failing = [
    'in-watch',
    'image-gone',
    'after-close',
    'after-window',
    'weeks-later',
    'forward-again',
    'password-rotated',
    'switched-off',
    'drill-meets-rollback',
    'standby',
    'standby-too-late',
    'standby-touched',
  ].includes(scenario.bad)
    ? 0.5
    : 0;
  await clock.sleep(chance.int(60_000, 120_000));
  if (scenario.before === 'rolled-back') await rolledBackBefore(cast);
  await plotOf(scenario)(cast);
  return await quiet(cast);
}

async function quiet({ world, person }: Cast): Promise<boolean> {
  const { clock } = world;
  const began = clock.now();
  let since = clock.now();
  while (clock.now() - since < QUIET_MS) {
    if (clock.now() - began > LONGEST_MS || person.deeds.length > MOST_DEEDS) return false;
    await clock.sleep(10_000);
    const busy = world.states.executions().some(({ status }) => status === 'RUNNING') || !person.idle;
    if (busy) since = clock.now();
  }
  return true;
}
