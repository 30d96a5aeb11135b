import type { FunctionSize } from './functions.ts';
import type { Measured } from './stories.ts';
import type { Switching } from './switching.ts';

/** A number that must not grow: what it is today, with a little room. Who makes it smaller writes it here. */
interface Held {
  readonly what: string;
  readonly most: number;
  of(stories: readonly Measured[], functions: readonly FunctionSize[]): number;
}

const story = (stories: readonly Measured[], name: string): Measured => {
  const found = stories.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no story "${name}".`);
  return found;
};
const RESTORE = 'rollback with the database';
const SERVICES = 'rollback, services only';

export const HELD: readonly Held[] = [
  {
    what: 'states until the page, with the database',
    most: 32,
    of: (s) => story(s, RESTORE).shielded?.states ?? Number.POSITIVE_INFINITY,
  },
  {
    what: 'states until DevOps is told',
    most: 25,
    of: (s) => story(s, RESTORE).told?.states ?? Number.POSITIVE_INFINITY,
  },
  { what: 'transitions of a rollback with the database', most: 225, of: (s) => story(s, RESTORE).transitions },
  { what: 'transitions of a rollback of services', most: 120, of: (s) => story(s, SERVICES).transitions },
  {
    // 467 of read-rollback-trigger: 190 of them are for a person who goes forward again, and load at every alarm. The next is 283.
    what: 'kB of the largest function on the way to the page',
    most: 480,
    of: (_s, f) => Math.max(...f.filter(({ step }) => ON_THE_WAY.includes(step)).map(({ kilobytes }) => kilobytes)),
  },
  {
    // Ten functions that tell people carry the Portuguese of every text of the steps, 40 kB each (decision 31): 6 on average.
    what: 'kB of a function, on average',
    most: 296,
    of: (_s, f) => Math.round(f.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / f.length),
  },
];

/** Functions that a rollback calls before its page is up. */
const ON_THE_WAY: readonly string[] = [
  ...['read-rollback-trigger', 'take-over-lock', 'stop-release', 'stop-migration', 'triage', 'end-sessions'],
  ...['inspect-known-good', 'send-message', 'inspect-restore-point', 'raise-maintenance'],
];

/** The same of services that are switched. */
export const HELD_OF_SWITCHING: readonly {
  readonly what: string;
  readonly most: number;
  of(switchings: readonly Switching[]): number;
}[] = [
  ...(
    [
      [2, 1.06],
      [10, 1.1],
      [100, 1.1],
    ] as const
  ).map(([services, most]) => ({
    ...{ what: `times as long as ECS itself, ${services} services`, most },
    of: (all: readonly Switching[]) =>
      all.find((one) => one.services === services)?.overEcs ?? Number.POSITIVE_INFINITY,
  })),
  {
    ...{ what: 'events of a hundred services', most: 800 },
    of: (all) => all.find(({ services }) => services === 100)?.events ?? Number.POSITIVE_INFINITY,
  },
];

/** Seconds: three minutes are the goal, wherever a restore takes 20 to 45. */
export const PAGE_WITH_A_STANDBY = 180;
