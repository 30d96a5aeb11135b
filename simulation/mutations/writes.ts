import { type Mutation, story } from './mutation.ts';

/** What a restore loses is counted, told and kept. */
export const WRITES: readonly Mutation[] = [
  {
    name: 'updated rows are not counted as lost',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/count-lost-writes/lost.ts',
        find: 'total += writes.inserted + writes.updated + writes.deleted;',
        replace: 'total += writes.deleted;',
      },
    ],
    breaks: [8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'the safety snapshot is only said to be made',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/create-snapshot/handler.ts',
        find: 'if (await claim(snapshot, input))',
        replace: "if (input.purpose === 'safety' || (await claim(snapshot, input)))",
      },
    ],
    breaks: [0, 8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
];
