import type { Person } from '../people/person.ts';
import type { Random } from '../run/random.ts';
import { NEW, OTHER } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import type { Plot, Scenario } from './scenario.ts';

const MINUTE = 60_000;
/** Longer than the rollback window of the configuration (120 minutes). */
const AFTER_WINDOW_MS = 130 * MINUTE;
const LOOKS_MS = 5_000;

/** Who and what a story is told with. */
interface Cast {
  readonly world: World;
  readonly scenario: Scenario;
  readonly person: Person;
  readonly chance: Random;
}

/** Tells a story up to where it goes on by itself. */
export const plotOf = ({ bad }: Scenario): ((cast: Cast) => Promise<void>) => PLOTS[bad];

const PLOTS: Readonly<Record<Plot, (cast: Cast) => Promise<void>>> = {
  never: releases,
  'in-checks': releases,
  'does-not-start': releases,
  'migration-fails': releases,

  async 'in-watch'(cast) {
    const execution = await release(cast);
    await running(cast, execution, 'Begin the watch');
    await cast.world.clock.sleep(cast.chance.int(1_000, 30_000));
    await turnsBad(cast);
  },

  async 'after-close'(cast) {
    await running(cast, await release(cast));
    await cast.world.clock.sleep(cast.chance.int(1_000, 10 * MINUTE));
    await turnsBad(cast);
  },

  async 'after-window'(cast) {
    await running(cast, await release(cast));
    await cast.world.clock.sleep(cast.chance.int(1_000, 10 * MINUTE) + AFTER_WINDOW_MS);
    await turnsBad(cast);
  },

  async refused(cast) {
    // One that notifies only: the other would start a rollback by itself.
    await cast.world.kernel.call({ arn: 'arn:aws:iam::111122223333:user/person' }, 'monitoring', 'SetAlarmState', {
      AlarmName: 'survey-unhealthy-tasks',
      StateValue: 'ALARM',
      StateReason: 'set by hand',
    });
    await release(cast);
  },

  async 'dry-run'(cast) {
    const { person, world } = cast;
    const asked = { reason: 'What would be done?', criterion: 'history', dryRun: true };
    await person.start('rollback', asked);
    await person.start('decision', asked);
    // An event of an alarm that is over, started again by hand.
    await person.start('decision', oldEvent(world));
    await world.clock.sleep(MINUTE);
    await release(cast, { dryRun: true });
  },

  async 'in-migration'(cast) {
    const execution = await release(cast);
    await running(cast, execution, 'Look at the migration');
    await cast.person.start('rollback', {
      reason: 'Wrong migration',
      criterion: 'monitoring-feedback',
      database: 'keep',
    });
  },

  async unobserved(cast) {
    await running(cast, await release(cast, { ignoreAlarms: ['survey-5xx-rate', 'survey-unhealthy-tasks'] }));
    await cast.world.clock.sleep(cast.chance.int(MINUTE, 10 * MINUTE));
    await cast.person.start('release', { confirm: NEW, reason: 'Checked by hand: dashboards are fine' });
  },

  async 'return-to'(cast) {
    const { person, world, chance } = cast;
    const first = await release(cast, {
      ...{ version: OTHER, migration: 'none', kind: 'infrastructure', reason: 'More memory for exports' },
      ...{ impact: 'Exports are faster', plan: 'Back to 512 MiB' },
      services: { web: { memory: '1024', desiredCount: 3 }, worker: {} },
    });
    await running(cast, first);
    await running(cast, await release(cast));
    const last = await release(cast, {
      ...{ migration: 'none', reason: 'More workers' },
      services: { worker: { desiredCount: 2 } },
    });
    await running(cast, last);
    await world.clock.sleep(chance.int(MINUTE, 10 * MINUTE));
    await person.start('rollback', { reason: 'Filters are wrong', criterion: 'business-result', to: OTHER });
  },
};

async function releases(cast: Cast): Promise<void> {
  await release(cast);
}

/** The execution's ARN. */
async function release({ person, scenario: { migration } }: Cast, more: object = {}): Promise<string> {
  return await person.start('release', {
    version: NEW,
    reason: 'Sprint 18: NPS filters',
    ...(migration === 'none' ? {} : { migration }),
    ...more,
  });
}

/** Waits until an execution has reached a state, or has ended. */
async function running({ world }: Cast, execution: string, state?: string): Promise<void> {
  const run = world.states.executions().find(({ options }) => options.arn === execution);
  while (run?.status === 'RUNNING' && !(state !== undefined && world.reached(execution, state)))
    await world.clock.sleep(LOOKS_MS);
}

async function turnsBad({ world, scenario, person, chance }: Cast): Promise<void> {
  world.versions.bad = true;
  if (scenario.by !== 'person') return;
  await world.clock.sleep(chance.int(5_000, 20_000));
  await person.start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' });
}

function oldEvent({ clock, kernel: { region, account } }: World): object {
  const alarmName = 'survey-5xx-rate';
  const timestamp = new Date(clock.now() - 60 * MINUTE).toISOString();
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`],
    detail: { alarmName, state: { value: 'ALARM', timestamp, reason: 'Threshold Crossed' } },
  };
}
