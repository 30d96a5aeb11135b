import { cell, type Mutation, SEVERAL, story } from './mutation.ts';

/** Nothing of the application runs while its database is left. */
export const FENCE: readonly Mutation[] = [
  {
    name: 'the fence stops no service',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/stop-services/handler.ts',
        find: 'desiredCount: 0 }',
        replace: 'desiredCount: found.get(name)?.desiredCount ?? 1 }',
      },
      { file: 'lambdas/look-at-services-stopped/handler.ts', find: 'stopped: tasks === 0', replace: 'stopped: true' },
      { file: 'lambdas/end-sessions/handler.ts', find: 'gone: remaining === 0', replace: 'gone: true' },
    ],
    breaks: [0, 3, 8, 10],
    trials: [
      { scenario: story({ bad: 'after-close' }), seeds: SEVERAL },
      { scenario: story(), seeds: SEVERAL },
    ],
  },
  {
    name: 'a rollback leaves the circuit breaker to bring the bad version back',
    guard: 'fence',
    patches: [
      {
        file: 'lambdas/switch-service/handler.ts',
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
];
