import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** Nothing of the application runs while its database is left. */
export const FENCE: readonly Mutation[] = [
  {
    name: 'the fence stops no service',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/stop-services/handler.ts').replace(
        'desiredCount: 0 }',
        'desiredCount: found.get(name)?.desiredCount ?? 1 }',
      ),
      inFile('lambdas/services/look-at-services-stopped/handler.ts').replace('stopped: tasks === 0', 'stopped: true'),
      inFile('lambdas/database/end-sessions/handler.ts').replace('gone: remaining === 0', 'gone: true'),
    ],
    breaks: [0, 3, 8, 10],
    trials: [
      { scenario: story({ bad: 'after-close' }), seeds: SEVERAL },
      { scenario: story(), seeds: SEVERAL },
    ],
  },
  {
    name: 'nothing is copied before the page: the snapshot behind it copies everything',
    guard: 'fence',
    definition: (text) => {
      const { States } = JSON.parse(text) as { States: Record<string, { Default?: string }> };
      const after = States['Is the snapshot before the fence available?']?.Default;
      return after === undefined
        ? text
        : text.replace('"Next":"Begin to ask for the snapshot before the fence"', `"Next":"${after}"`);
    },
    breaks: [17],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'autoscaling is left to bring a service back while it should stand at zero',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/stop-services/handler.ts').replace(
        'if (known.suspended !== null) await suspend(',
        'if (known.suspended === undefined) await suspend(',
      ),
    ],
    // A good release does not come about: its services never all stand at zero, or not for long enough.
    breaks: [6],
    trials: [{ scenario: story({ bad: 'never' }), seeds: SEVERAL }],
  },
  {
    name: 'the fence leaves rules and schedules to start jobs',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/pause-schedules/handler.ts').replace(
        'one.seen?.enabled === true',
        'one.seen === undefined',
      ),
    ],
    breaks: [24],
    trials: [{ scenario: story({ bad: 'after-close' }) }, { scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'what the fence has paused is forgotten',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/resume-schedules/handler.ts').replace(
        'Object.values(paused)',
        'Object.values(paused).slice(1)',
      ),
    ],
    breaks: [10],
    trials: [{ scenario: story({ bad: 'after-close' }) }, { scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'rules and schedules are paused before they are recorded',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/pause-schedules/handler.ts').replace(
        '  const paused = {',
        "  await inParallel(running, (schedule) => switchSchedule(schedule, 'off'));\n  const paused = {",
      ),
    ],
    breaks: [6, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.pauseTheSchedules, 'cut-off', 'scheduler:UpdateSchedule')],
      },
    ],
  },
  {
    name: 'a rollback leaves the circuit breaker to bring the bad version back',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/switch-service/handler.ts').replace(
        'input.release === null ? returnsOf(found) : null;',
        'input.release === undefined ? returnsOf(found) : null;',
      ),
    ],
    breaks: [3],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [cell('rollback', STATES.lookWhetherTheServicesAreSteady, 'terminal-status')],
        seeds: SEVERAL,
      },
      {
        scenario: story(),
        cells: [cell('rollback', STATES.lookWhetherTheServicesAreSteady, 'terminal-status')],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'a migration under way is left alone',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/stop-migration/handler.ts').replace(
        'if (record === undefined || record.migrationStartedAt === null) return { stopped: checks };',
        "if (record === undefined || release !== 'none') return { stopped: true };",
      ),
    ],
    breaks: [3, 10],
    trials: [{ scenario: story({ bad: 'in-migration' }), seeds: SEVERAL }],
  },
  {
    name: 'a migration that ECS does not show yet counts as none',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/stop-migration/hidden.ts').replace(
        'const SEEN_WITHIN_SECONDS = 60;',
        'const SEEN_WITHIN_SECONDS = -1;',
      ),
      inFile('lambdas/services/stop-migration/handler.ts').replace(
        'new Set(migrationTask === null ? [] : [migrationTask])',
        'new Set(migrationTask === null ? [] : [])',
      ),
    ],
    breaks: [3, 6, 10],
    trials: [
      {
        scenario: story({ bad: 'in-migration' }),
        cells: [cell('rollback', STATES.stopTheMigration, 'stale-read', 'ecs:ListTasks')],
      },
    ],
  },
  {
    name: 'a rollback that goes on with another leaves the release it was taken from',
    guard: 'fence',
    patches: [inFile('lambdas/requests/take-over-lock/handler.ts').replace('(before?.takenFrom ?? null)', 'null')],
    breaks: [3, 10],
    trials: [
      {
        scenario: story({ bad: 'in-migration', policy: 'ask', decided: 'keep', goesOn: 'decision' }),
        cells: [cell('rollback', STATES.stopTheRelease, 'stopped-by-a-person')],
      },
    ],
  },
  {
    name: 'what a service returns to is written again when it stands at zero',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/stop-services/handler.ts').replace(
        'already[name] ?? (await asFound(cluster, name, [input.counts[name], found.get(name)?.desiredCount]));',
        'await asFound(cluster, name, [found.get(name)?.desiredCount]);',
      ),
    ],
    breaks: [0, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.stopAllServices, 'function-twice')],
      },
    ],
  },
];
