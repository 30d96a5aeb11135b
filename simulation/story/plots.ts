import { STATES } from '../../lambdas/model/state-names.ts';
import { setAlarm } from '../people/changes-by-others.ts';
import { lookAtDrills, looksAtDrills } from '../people/drills.ts';
import { oldEvent, practise } from '../people/old-alarm.ts';
import { retentionLooks, retentionLooksAtStandby } from '../people/retention.ts';
import { askForPassword, rotatePassword } from '../people/rotating.ts';
import { standsReady, touchStandby } from '../people/standby.ts';
import { ALARMS, CHECKED_BY_A_TASK } from '../world/survey-platform.ts';
import { GOOD, NEW, OTHER } from '../world/versions.ts';
import { type Cast, ended, nothingRuns, reached, release, turnsBad } from './cast.ts';
import type { Plot, Scenario } from './scenario.ts';

const MINUTE = 60_000;
/** Longer than the rollback window of the configuration (120 minutes). */
const AFTER_WINDOW_MS = 130 * MINUTE;

/** Longer than the watch: the release ends meanwhile. */
const OFF_FOR_MS = 20 * MINUTE;

/** Its checks, and those of its rollback, have one that is a task. */
const WITH_A_TASK = { affected: [CHECKED_BY_A_TASK] };

const WITH_A_STANDBY = { standby: 'until-good' };

/** What happens in a story, up to where it goes on by itself. */
export const plotOf = ({ bad }: Scenario): ((cast: Cast) => Promise<void>) => PLOTS[bad];

const PLOTS: Readonly<Record<Plot, (cast: Cast) => Promise<void>>> = {
  never: releases,
  'in-checks': releases,
  'does-not-start': releases,
  'migration-fails': releases,

  async 'in-watch'(cast) {
    await reached(cast, await release(cast), STATES.beginTheWatch);
    await cast.world.clock.sleep(cast.chance.int(1_000, 30_000));
    await turnsBad(cast);
  },

  async 'image-gone'(cast) {
    await reached(cast, await release(cast, WITH_A_TASK), STATES.beginTheWatch);
    cast.world.images.expire(GOOD);
    await turnsBad(cast);
  },

  async 'after-close'(cast) {
    await ended(cast, await release(cast));
    await cast.world.clock.sleep(cast.chance.int(1_000, 10 * MINUTE));
    await turnsBad(cast);
  },

  async 'after-window'(cast) {
    await ended(cast, await release(cast));
    await cast.world.clock.sleep(cast.chance.int(1_000, 10 * MINUTE) + AFTER_WINDOW_MS);
    await turnsBad(cast);
  },

  async refused(cast) {
    // One that only notifies: the other would start a rollback by itself.
    await setAlarm(cast.world, ALARMS.unhealthyTasks, 'ALARM', 'set by hand');
    await release(cast);
  },

  async 'dry-run'(cast) {
    const { person, world } = cast;
    const asked = { reason: 'What would be done?', criterion: 'history', dryRun: true };
    await person.start('rollback', asked);
    await person.start('decision', asked);
    // An event of an alarm that is over, started again by hand.
    await person.start('decision', oldEvent(world));
    await practise(world);
    await world.clock.sleep(MINUTE);
    await release(cast, { dryRun: true });
    await ended(cast, await release(cast));
    // Where it would return to, and what it would lose.
    await person.start('rollback', { ...asked, database: 'restore' });
    await person.start('decision', { ...asked, database: 'restore' });
    await world.clock.sleep(MINUTE);
  },

  async 'in-migration'(cast) {
    await reached(cast, await release(cast), STATES.lookAtTheMigration);
    // Its task has started by then, and the server runs what it asked for.
    await cast.world.clock.sleep(MINUTE);
    await cast.person.start('rollback', {
      reason: 'Wrong migration',
      criterion: 'monitoring-feedback',
      database: 'keep',
    });
  },

  async unobserved(cast) {
    await ended(cast, await release(cast, { ignoreAlarms: Object.values(ALARMS) }));
    await cast.world.clock.sleep(cast.chance.int(MINUTE, 10 * MINUTE));
    await cast.person.start('release', { confirm: NEW, reason: 'Checked by hand: dashboards are fine' });
  },

  async 'switched-off'(cast) {
    const { person, world, chance } = cast;
    await reached(cast, await release(cast), STATES.beginTheWatch);
    const until = world.clock.now() + OFF_FOR_MS;
    await ended(
      cast,
      await person.start('decision', {
        ...{ automation: 'off', until: new Date(until).toISOString() },
        reason: 'Load test: its alarms are expected',
      }),
    );
    await turnsBad(cast);
    await world.clock.sleep(until - world.clock.now() + chance.int(10 * MINUTE, 20 * MINUTE));
    await person.start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' });
  },

  async 'asks-for-the-database'(cast) {
    const { person, world, chance } = cast;
    await reached(cast, await release(cast), STATES.beginTheWatch);
    await world.clock.sleep(chance.int(1_000, 60_000));
    await person.start('rollback', {
      reason: 'Wrong answers',
      criterion: 'data-loss-or-exposure',
      database: 'restore',
    });
  },

  async 'password-rotated'(cast) {
    askForPassword(cast.world);
    await reached(cast, await release(cast, WITH_A_TASK), STATES.beginTheWatch);
    await rotatePassword(cast.world);
    await turnsBad(cast);
  },

  async standby(cast) {
    await ended(cast, await release(cast, WITH_A_STANDBY));
    await standsReady(cast);
    await turnsBad(cast);
  },

  async 'standby-too-late'(cast) {
    await reached(cast, await release(cast, WITH_A_STANDBY), STATES.beginTheWatch);
    await turnsBad(cast);
  },

  async 'standby-touched'(cast) {
    await ended(cast, await release(cast, WITH_A_STANDBY));
    await standsReady(cast);
    touchStandby(cast.world);
    await turnsBad(cast);
  },

  async 'standby-of-two'(cast) {
    const { person } = cast;
    await ended(cast, await release(cast, { version: OTHER, migration: 'none' }));
    await ended(cast, await release(cast, WITH_A_STANDBY));
    await standsReady(cast);
    const last = { ...WITH_A_STANDBY, reason: 'More workers', services: { web: {}, worker: { desiredCount: 2 } } };
    await ended(cast, await release(cast, last));
    await standsReady(cast);
    await person.start('rollback', { reason: 'Filters are wrong', criterion: 'business-result', to: OTHER });
  },

  async 'standby-outlived'(cast) {
    await ended(cast, await release(cast, WITH_A_STANDBY));
    await nothingRuns(cast);
    await retentionLooksAtStandby(cast);
  },

  async 'forward-again'(cast) {
    const { person, world, chance } = cast;
    await reached(cast, await release(cast), STATES.beginTheWatch);
    await turnsBad(cast);
    await nothingRuns(cast);
    world.versions.bad = false;
    await world.clock.sleep(chance.int(MINUTE, 10 * MINUTE));
    await person.start('decision', {
      ...{ reason: 'The provider was to blame', criterion: 'business-result', database: 'forward' },
      acceptLostWrites: 'unknown',
    });
  },

  async 'weeks-later'(cast) {
    await reached(cast, await release(cast), STATES.beginTheWatch);
    await turnsBad(cast);
    await nothingRuns(cast);
    await retentionLooks(cast);
  },

  async 'backup-drill'(cast) {
    const drill = await cast.person.start('backup-drill', {});
    await reached(cast, drill, STATES.lookAtTheThrowAwayDatabase);
    // There is room for one at a time.
    await ended(cast, await cast.person.start('backup-drill', {}));
    await lookAtDrills(cast);
    await ended(cast, drill);
    await looksAtDrills(cast);
  },

  async 'drill-meets-rollback'(cast) {
    await ended(cast, await release(cast));
    await reached(cast, await cast.person.start('backup-drill', {}), STATES.lookAtTheThrowAwayDatabase);
    await turnsBad(cast);
    await nothingRuns(cast);
    await looksAtDrills(cast);
  },

  async 'return-to'(cast) {
    const { person, world, chance } = cast;
    const first = await release(cast, {
      ...{ version: OTHER, migration: 'none', kind: 'infrastructure', reason: 'More memory for exports' },
      ...{ impact: 'Exports are faster', plan: 'Back to 512 MiB' },
      services: { web: { memory: '1024', desiredCount: 3 }, worker: {} },
    });
    await ended(cast, first);
    await ended(cast, await release(cast));
    const last = await release(cast, {
      ...{ migration: 'none', reason: 'More workers' },
      services: { worker: { desiredCount: 2 } },
    });
    await ended(cast, last);
    await world.clock.sleep(chance.int(MINUTE, 10 * MINUTE));
    await person.start('rollback', { reason: 'Filters are wrong', criterion: 'business-result', to: OTHER });
  },
};

async function releases(cast: Cast): Promise<void> {
  await release(cast);
}

/** Another release, good and yet unwanted, is rolled back with its database by a person: what comes after begins on a restored one. */
export async function rolledBackBefore(cast: Cast): Promise<void> {
  const { person, world, chance } = cast;
  await ended(cast, await release(cast, { version: OTHER, migration: 'none', reason: 'Sprint 17: exports' }));
  await world.clock.sleep(chance.int(MINUTE, 10 * MINUTE));
  await person.start('rollback', {
    ...{ reason: 'Exports are wrong', criterion: 'data-loss-or-exposure', database: 'restore' },
  });
  // A release is refused until the first backup of a restored database has ended.
  await nothingRuns(cast);
}
