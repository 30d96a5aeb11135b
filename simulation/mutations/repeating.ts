import { cell, type Mutation, story } from './mutation.ts';

/** A step that runs again does nothing twice, and leaves nothing behind. */
export const REPEATING: readonly Mutation[] = [
  {
    name: 'autoscaling stays suspended',
    guard: 'repeating',
    patches: [
      {
        file: 'lambdas/services/resume-services/handler.ts',
        find: 'if (known.suspended !== null) await setSuspended(',
        replace: 'if (known.suspended === undefined) await setSuspended(',
      },
    ],
    breaks: [10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a snapshot that exists is an error',
    guard: 'repeating',
    patches: [
      {
        file: 'lambdas/database/create-snapshot/handler.ts',
        find: 'if (!(error instanceof DBSnapshotAlreadyExistsFault)) throw error;',
        replace: 'if (error instanceof DBSnapshotAlreadyExistsFault || true) throw error;',
      },
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', 'Create the restore point', 'answer-lost', 'rds:CreateDBSnapshot')],
      },
    ],
  },
  {
    name: 'a confirmation that was made is refused the second time',
    guard: 'repeating',
    patches: [
      {
        file: 'lambdas/requests/confirm-release/confirmable.ts',
        find: "if (found.outcome === 'good' &&",
        replace: "if (found.outcome === 'failed' &&",
      },
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ migration: 'none', bad: 'unobserved' }),
        cells: [cell('release', 'Confirm the release', 'function-answer-lost')],
      },
    ],
  },
];
