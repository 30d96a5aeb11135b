import { type Mutation, SEVERAL, story } from './mutation.ts';

/** RDS refuses the tag until somebody mends it, and a job of somebody's own writes on meanwhile. */
export const TAG_REFUSED = {
  seeds: [2488],
  scenario: story({ bad: 'in-checks', decided: 'reopen', by: 'person' }),
  cells: [
    {
      machine: 'rollback',
      state: 'Quarantine the replaced database',
      operation: 'rds:AddTagsToResource',
      kind: 'events-and-watchdog-lost',
    },
  ],
  intrusions: [
    { kind: 'a stray job writes', after: 592_549 },
    { kind: 'an ended release is redriven', after: 1_169_665 },
  ],
} as const satisfies Mutation['trials'][number];

/** The database that was left is kept, and takes no write. */
export const QUARANTINE: readonly Mutation[] = [
  {
    name: 'the replaced database is not made read-only',
    guard: 'quarantine',
    patches: [
      {
        file: 'lambdas/quarantine-database/handler.ts',
        find: /await client\.query\(`ALTER DATABASE .*?`\);/,
        replace: '',
      },
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        intrusions: [{ kind: 'a stray job writes', after: 60_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'the replaced database is tagged before it is made read-only',
    guard: 'quarantine',
    patches: [
      {
        file: 'lambdas/quarantine-database/handler.ts',
        find: 'const { connection } = input;',
        replace: 'const { connection } = input; await mark(input);',
      },
    ],
    breaks: [8],
    trials: [TAG_REFUSED],
  },
  {
    name: 'the replaced database is deleted',
    guard: 'quarantine',
    patches: [
      {
        file: 'lambdas/quarantine-database/handler.ts',
        find: "import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
        replace: "import { DeleteDBInstanceCommand as AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
      },
    ],
    breaks: [2],
    trials: [{ scenario: story() }],
  },
];
