import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** Who may act: the lock, its fencing number, and the intents written before every act. */
export const LOCK: readonly Mutation[] = [
  {
    name: 'acting does not check that it still holds the lock',
    guard: 'lock',
    patches: [
      inFile('lambdas/ledger/acting.ts').replace(
        "const HELD = '#holder = :holder AND #fence = :fence';",
        "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      ),
    ],
    breaks: [4],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          { kind: 'two rollbacks at once', after: 330_000 },
          { kind: 'an ended release is redriven', after: 480_000 },
        ],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'two may take the lock, and neither is asked for it again',
    guard: 'lock',
    patches: [
      inFile('lambdas/ledger/take.ts').replace(
        /ConditionExpression:\s+found\.fence === 0\s+\? 'attribute_not_exists\(#fence\) OR #fence = :found'\s+: '#fence = :found AND #found = :status',/,
        "ConditionExpression: found.fence === 0 ? 'attribute_not_exists(#fence) OR #fence >= :found' : '#fence >= :found OR #found = :status',",
      ),
      inFile('lambdas/ledger/acting.ts').replace(
        "const HELD = '#holder = :holder AND #fence = :fence';",
        "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      ),
    ],
    breaks: [0, 4, 5, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [{ kind: 'two rollbacks at once', after: 700_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'a write to the ledger does not wait for a transaction under way',
    guard: 'lock',
    patches: [
      inFile('lambdas/ledger/conflicts.ts').replace('if (!isConflict(error)) throw error;', 'if (error) throw error;'),
    ],
    breaks: [6],
    // Two branches meet in one run of four.
    trials: [{ scenario: story({ bad: 'never', migration: 'breaking' }), seeds: [...SEVERAL, 10, 14, 15, 20, 22, 34] }],
  },
  {
    name: 'acting writes no intent',
    guard: 'lock',
    patches: [
      inFile('lambdas/ledger/acting.ts').replace(
        "status: [[['intents', intent.step], intent.now], ...(intent.status ?? [])]",
        // Something is written: without a change to it, a step's role may not check the lock in a transaction.
        "status: [[['acted'], intent.now], ...(intent.status ?? [])]",
      ),
    ],
    breaks: [4],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a step of the last holder that is in flight is not waited out',
    guard: 'lock',
    patches: [
      inFile('lambdas/requests/take-over-lock/handler.ts').replace(
        'inFlight: Object.keys(intents).length > 0',
        'inFlight: Object.keys(intents).length < 0',
      ),
    ],
    breaks: [4],
    // Two answers are lost, so the release asks for its switch again for 16 s; the rollbacks begin in the midst of them.
    trials: [1_000, 4_000].map((after) => ({
      scenario: story({ bad: 'never' }),
      cells: [
        cell('release', STATES.switchAService, 'answer-lost', 'ecs:UpdateService'),
        cell('release', STATES.switchAService, 'answer-lost', 'ecs:UpdateService'),
      ],
      intrusions: [
        {
          ...{ kind: 'two rollbacks at once', after },
          call: { state: STATES.switchAService, operation: 'ecs:UpdateService' },
        },
      ],
      seeds: SEVERAL,
    })),
  },
  {
    name: 'whoever lost the environment may close it',
    guard: 'lock',
    patches: [
      inFile('lambdas/ledger/close.ts').replace(
        "ConditionExpression: '#holder = :holder AND #fence = :fence',",
        "ConditionExpression: '#holder = :holder OR #fence >= :fence',",
      ),
    ],
    // The answer of a close is lost, and a rollback holds the environment when it is asked for again.
    breaks: [10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.closeTheRelease, 'cut-off', 'dynamodb:TransactWriteItems')],
        intrusions: [
          {
            ...{ kind: 'the alarm fires again', after: 1 },
            call: { state: STATES.closeTheRelease, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
];
