import { cell, type Mutation, SEVERAL, story } from './mutation.ts';

/** Nothing of the application runs while its database is left. */
export const FENCE: readonly Mutation[] = [
  {
    name: 'the fence stops no service',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/stop-services/handler.ts',
        find: 'desiredCount: 0 }',
        replace: 'desiredCount: found.get(name)?.desiredCount ?? 1 }',
      },
      {
        file: 'lambdas/services/look-at-services-stopped/handler.ts',
        find: 'stopped: tasks === 0',
        replace: 'stopped: true',
      },
      { file: 'lambdas/database/end-sessions/handler.ts', find: 'gone: remaining === 0', replace: 'gone: true' },
    ],
    breaks: [0, 3, 8, 10],
    trials: [
      { scenario: story({ bad: 'after-close' }), seeds: SEVERAL },
      { scenario: story(), seeds: SEVERAL },
    ],
  },
  {
    name: 'autoscaling is left to bring a service back while it should stand at zero',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/stop-services/handler.ts',
        find: 'if (known.suspended !== null) await suspend(',
        replace: 'if (known.suspended === undefined) await suspend(',
      },
    ],
    // A good release does not come about: its services never all stand at zero, or not for long enough.
    breaks: [6],
    trials: [{ scenario: story({ bad: 'never' }), seeds: SEVERAL }],
  },
  {
    name: 'a rollback leaves the circuit breaker to bring the bad version back',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/switch-service/handler.ts',
        find: "const unbroken = input.release === '' && rollsBack(found);",
        replace: 'const unbroken = false && rollsBack(found);',
      },
    ],
    breaks: [3],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [cell('rollback', 'Look at the service', 'terminal-status')],
        seeds: SEVERAL,
      },
      { scenario: story(), cells: [cell('rollback', 'Look at the service', 'terminal-status')], seeds: SEVERAL },
    ],
  },
  {
    name: 'a migration under way is left alone',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/stop-migration/handler.ts',
        find: "if (record === undefined || record.migrationStartedAt === '') return { stopped: true };",
        replace: "if (record === undefined || release !== 'none') return { stopped: true };",
      },
    ],
    breaks: [3, 10],
    trials: [{ scenario: story({ bad: 'in-migration' }), seeds: SEVERAL }],
  },
  {
    name: 'a migration that ECS does not show yet counts as none',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/stop-migration/hidden.ts',
        find: 'const SEEN_WITHIN_SECONDS = 60;',
        replace: 'const SEEN_WITHIN_SECONDS = -1;',
      },
      {
        file: 'lambdas/services/stop-migration/handler.ts',
        find: "new Set(migrationTask === '' ? [] : [migrationTask])",
        replace: "new Set(migrationTask === '' ? [] : [])",
      },
    ],
    breaks: [3, 6, 10],
    trials: [
      {
        scenario: story({ bad: 'in-migration' }),
        cells: [cell('rollback', 'Stop the migration', 'stale-read', 'ecs:ListTasks')],
      },
    ],
  },
  {
    name: 'a rollback that goes on with another leaves the release it was taken from',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/requests/take-over-lock/handler.ts',
        find: "(before?.takenFrom ?? { release: '', execution: '' })",
        replace: "{ release: '', execution: '' }",
      },
    ],
    breaks: [3, 10],
    trials: [
      {
        scenario: story({ bad: 'in-migration', policy: 'ask', decided: 'keep', goesOn: 'decision' }),
        cells: [cell('rollback', 'Stop the release', 'stopped-by-a-person')],
      },
    ],
  },
  {
    name: 'what a service returns to is written again when it stands at zero',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/services/stop-services/handler.ts',
        find: 'const known: StoppedService = already[name] ?? {',
        replace: 'const known: StoppedService = {',
      },
      {
        file: 'lambdas/services/stop-services/handler.ts',
        find: 'desiredCount: input.counts[name] ?? found.get(name)?.desiredCount ?? 0,',
        replace: 'desiredCount: found.get(name)?.desiredCount ?? 0,',
      },
    ],
    breaks: [0, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', 'Stop all services', 'function-twice')],
      },
    ],
  },
];
