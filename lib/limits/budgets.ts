import type { CheckedConfiguration } from '../configuration/schema.ts';
import { settings } from '../workflows/settings.ts';
import { sizeOf } from './limits.ts';

/** Of one service in what a rollback decides by: its task definition three times, its images. Bytes. */
const BYTES_A_SERVICE = 700;
/** Of one table: counts before, after, of the baseline, and what a rollback counts from. Bytes, besides four times its name. */
const BYTES_A_TABLE = 240;

/** A function that goes through the services has ten calls under way; each takes so long, throttling included. Seconds. */
const CALLS_A_SERVICE = 4;
const SECONDS_A_CALL = 0.25;
const AT_ONCE = 10;

interface Budget {
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  readonly source: string;
  readonly because: string;
  readonly needed: (configuration: CheckedConfiguration, events: number) => number;
}

const STATES_QUOTAS = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';

/** What a configuration may use up while a workflow runs: nothing of it shows before. */
const BUDGETS: readonly Budget[] = [
  {
    what: 'the history of an execution',
    ...{ most: 25_000, unit: 'events', source: STATES_QUOTAS },
    // Of a fifth less: what AWS refuses for a while is asked again.
    because: 'services, watch.releaseMinutes, watch.rollbackMinutes, checks',
    needed: (_configuration, events) => Math.ceil(events * 1.25),
  },
  {
    what: 'what a state of a rollback hands on',
    ...{ most: 262_144, unit: 'bytes', source: STATES_QUOTAS },
    because: 'services, database.tables',
    needed: ({ services, database }) =>
      services.length * BYTES_A_SERVICE +
      database.tables.reduce((sum, table) => sum + BYTES_A_TABLE + 4 * table.length, 0),
  },
  {
    // Half of it: a state adds facts of its own.
    what: 'the configuration as a state hands it on',
    ...{ most: 131_072, unit: 'bytes', source: STATES_QUOTAS },
    because: 'services, alarms, checks, database.tables, schedules',
    needed: (configuration) => sizeOf(settings(configuration)),
  },
  {
    // Its time-out is 30 s.
    what: 'a function that goes through all services',
    ...{ most: 25, unit: 'seconds', source: 'lambdas/model/limits.ts' },
    because: 'services',
    needed: ({ services }) => Math.ceil((services.length / AT_ONCE) * CALLS_A_SERVICE * SECONDS_A_CALL),
  },
];

/**
 * Each budget that the configuration goes beyond: what, how much it needs, the most, and what makes it grow.
 * @param events the most of its longest workflow ({@link mostEvents})
 */
export const beyondBudgets = (configuration: CheckedConfiguration, events: number): string[] =>
  BUDGETS.flatMap(({ what, most, unit, source, because, needed }) => {
    const count = needed(configuration, events);
    return count <= most
      ? []
      : [`${what}: needs about ${count} ${unit}; there are ${most} (${source}). It grows with ${because}`];
  });
