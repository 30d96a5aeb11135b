import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

/** A step that runs again does nothing twice, and leaves nothing behind. */
export const REPEATING: readonly Mutation[] = [
  {
    name: 'autoscaling stays suspended',
    guard: 'repeating',
    patches: [
      inFile('lambdas/services/resume-services/handler.ts').replace(
        'if (known.suspended !== null) await setSuspended(',
        'if (known.suspended === undefined) await setSuspended(',
      ),
    ],
    breaks: [10],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a snapshot that exists is an error',
    guard: 'repeating',
    patches: [
      inFile('lambdas/database/create-snapshot/handler.ts').replace(
        "if (error instanceof DBSnapshotAlreadyExistsFault) return 'dead';",
        'if (error instanceof DBSnapshotAlreadyExistsFault) throw error;',
      ),
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.createTheRestorePoint, 'answer-lost', 'rds:CreateDBSnapshot')],
      },
    ],
  },
  {
    name: 'a confirmation that was made is refused the second time',
    guard: 'repeating',
    patches: [
      inFile('lambdas/requests/confirm-release/confirmable.ts').replace(
        'if (found === said) return',
        'if (found !== found) return',
      ),
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ migration: 'none', bad: 'unobserved' }),
        cells: [cell('release', STATES.confirmTheRelease, 'function-answer-lost')],
      },
    ],
  },
  {
    name: 'a snapshot that RDS refuses during its daily backup is given up',
    guard: 'repeating',
    patches: [
      inFile('lambdas/database/create-snapshot/handler.ts').replace(
        "if (error instanceof InvalidDBInstanceStateFault) return 'busy';",
        "if (error instanceof InvalidDBInstanceStateFault) return 'dead';",
      ),
    ],
    breaks: [6],
    trials: [
      {
        scenario: story({ migration: 'compatible', policy: 'restore', bad: 'never' }),
        intrusions: [
          {
            ...{ kind: 'the daily backup begins', after: 1 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
];
