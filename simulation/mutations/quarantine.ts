import { type Mutation, SEVERAL, story } from './mutation.ts';

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
