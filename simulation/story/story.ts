import type { Person } from '../people/person.ts';
import type { Random } from '../run/random.ts';
import { NEW } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import { plotOf } from './plots.ts';
import type { Scenario } from './scenario.ts';

/** A user comes this often; while the new version is bad often enough that the alarm on the error rate has its 20 requests a minute. Virtual ms. */
const VISIT_MS = 12_000;
const BUSY_VISIT_MS = 2_400;
const MINUTE = 60_000;
/** Nobody does anything any more for this long: the story is over. */
const QUIET_MS = 4 * MINUTE;
/** Long enough to be stopped; it would succeed. */
const LONG_MIGRATION_MS = 10 * MINUTE;
/** Beyond this a story will not end by itself. */
const LONGEST_MS = 12 * 60 * MINUTE;
/** A person who has had to act this often is going round in circles. */
const MOST_DEEDS = 24;

export async function users(world: World): Promise<void> {
  for (;;) {
    await world.clock.sleep(
      world.versions.bad && world.facts.apps.some((app) => app.running && app.version === NEW)
        ? BUSY_VISIT_MS
        : VISIT_MS,
    );
    world.visit();
  }
}

/** Tells the scenario from its beginning until nothing more happens; false when it would not end. */
export async function tell(world: World, scenario: Scenario, person: Person, chance: Random): Promise<boolean> {
  const { clock, versions } = world;
  versions.migrationFails = scenario.bad === 'migration-fails';
  if (scenario.bad === 'in-migration') versions.migrationMs = LONG_MIGRATION_MS;
  versions.unhealthy = scenario.bad === 'in-checks';
  versions.crashes = scenario.bad === 'does-not-start' ? 3_000 : undefined;
  versions.failing = ['in-watch', 'after-close', 'after-window'].includes(scenario.bad) ? 0.5 : 0;
  await clock.sleep(chance.int(60_000, 120_000));
  await plotOf(scenario)({ world, scenario, person, chance });
  return await quiet(world, person);
}

async function quiet(world: World, person: Person): Promise<boolean> {
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
