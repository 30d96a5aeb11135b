import { cell, type Mutation, SEVERAL, story } from './mutation.ts';

/** Who may act: the lock, its fencing number, and the intents written before every act. */
export const LOCK: readonly Mutation[] = [
  {
    name: 'acting does not check that it still holds the lock',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/ledger/acting.ts',
        find: "const HELD = '#holder = :holder AND #fence = :fence';",
        replace: "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      },
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
      {
        file: 'lambdas/ledger/take.ts',
        find: /ConditionExpression:\s+found\.fence === 0\s+\? 'attribute_not_exists\(#fence\) OR #fence = :found'\s+: '#fence = :found AND #found = :status',/,
        replace:
          "ConditionExpression: found.fence === 0 ? 'attribute_not_exists(#fence) OR #fence >= :found' : '#fence >= :found OR #found = :status',",
      },
      {
        file: 'lambdas/ledger/acting.ts',
        find: "const HELD = '#holder = :holder AND #fence = :fence';",
        replace: "const HELD = '(#holder = :holder AND #fence = :fence) OR attribute_exists(#holder)';",
      },
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
    name: 'acting writes no intent',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/ledger/acting.ts',
        find: "status: [[['intents', intent.step], intent.now], ...(intent.status ?? [])]",
        replace: 'status: [...(intent.status ?? [])]',
      },
    ],
    breaks: [4],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a step of the last holder that is in flight is not waited out',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/requests/take-over-lock/handler.ts',
        find: 'inFlight: Object.keys(intents).length > 0',
        replace: 'inFlight: Object.keys(intents).length < 0',
      },
    ],
    breaks: [4],
    trials: [
      {
        // Two answers are lost, so the release asks for its switch again for 16 s; the rollbacks begin in the midst of them.
        scenario: story({ bad: 'never' }),
        cells: [
          cell('release', 'Switch a service', 'answer-lost', 'ecs:UpdateService'),
          cell('release', 'Switch a service', 'answer-lost', 'ecs:UpdateService'),
        ],
        intrusions: [{ kind: 'two rollbacks at once', after: 273_000 }],
      },
    ],
  },
  {
    name: 'whoever lost the environment may close it',
    guard: 'lock',
    patches: [
      {
        file: 'lambdas/ledger/close.ts',
        find: "ConditionExpression: '#holder = :holder AND #fence = :fence',",
        replace: "ConditionExpression: '#holder = :holder OR #fence >= :fence',",
      },
    ],
    breaks: [0, 3, 4, 5, 10],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          { kind: 'two rollbacks at once', after: 330_000 },
          { kind: 'an ended release is redriven', after: 480_000 },
        ],
        seeds: SEVERAL,
      },
      {
        scenario: story(),
        intrusions: [{ kind: 'an ended release is redriven', after: 700_000 }],
        seeds: SEVERAL,
      },
    ],
  },
];
