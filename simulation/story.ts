import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { NEW } from './world/versions.ts';
import type { World } from './world/world.ts';

/** A user comes this often; while the new version is bad often enough that the alarm on the error rate has its 20 requests a minute. Virtual ms. */
const VISIT_MS = 12_000;
const BUSY_VISIT_MS = 2_400;
const MINUTE = 60_000;
/** Longer than the rollback window of the configuration (120 minutes). */
const AFTER_WINDOW_MS = 130 * MINUTE;
/** Nobody does anything any more for this long: the story is over. */
const QUIET_MS = 4 * MINUTE;
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
  versions.unhealthy = scenario.bad === 'in-checks';
  versions.crashes = scenario.bad === 'does-not-start' ? 3_000 : undefined;
  versions.failing = ['in-watch', 'after-close', 'after-window'].includes(scenario.bad) ? 0.5 : 0;
  await clock.sleep(chance.int(60_000, 120_000));
  if (scenario.bad === 'refused') await setAlarm(world, 'ALARM');
  if (scenario.bad === 'dry-run') {
    await person.start('rollback', { reason: 'What would be done?', criterion: 'history', dryRun: true });
    await clock.sleep(MINUTE);
  }
  const execution = await person.start('release', {
    ...(scenario.bad === 'dry-run' ? { dryRun: true } : {}),
    version: NEW,
    reason: 'Sprint 18: NPS filters',
    ...(scenario.migration === 'none' ? {} : { migration: scenario.migration }),
  });
  const run = world.states.executions().find(({ options }) => options.arn === execution);
  if (scenario.bad === 'in-watch') {
    while (run?.status === 'RUNNING' && !world.reached(execution, 'Begin the watch')) await clock.sleep(5_000);
    await clock.sleep(chance.int(1_000, 30_000));
    versions.bad = true;
  }
  if (scenario.bad === 'after-close' || scenario.bad === 'after-window') {
    while (run?.status === 'RUNNING') await clock.sleep(5_000);
    await clock.sleep(chance.int(1_000, 10 * MINUTE) + (scenario.bad === 'after-window' ? AFTER_WINDOW_MS : 0));
    versions.bad = true;
  }
  if (versions.bad && scenario.by === 'person') {
    await clock.sleep(chance.int(5_000, 20_000));
    await person.start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' });
  }
  return await quiet(world, person);
}

async function setAlarm(world: World, StateValue: string): Promise<void> {
  await world.kernel.call({ arn: 'arn:aws:iam::111122223333:user/person' }, 'monitoring', 'SetAlarmState', {
    // One that notifies only: the other would start a rollback by itself.
    AlarmName: 'survey-unhealthy-tasks',
    StateValue,
    StateReason: 'set by hand',
  });
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
