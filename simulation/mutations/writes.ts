import { cell, type Mutation, SEVERAL, story } from './mutation.ts';

/** A job of somebody's own writes while the snapshot is made behind the fence; the migration then fails, and nothing is counted. */
export const BEHIND_THE_FENCE = {
  seeds: [5291],
  scenario: story({ policy: 'keep', bad: 'migration-fails', by: 'person' }),
  intrusions: [
    { kind: 'an execution is stopped', after: 143_202 },
    { kind: 'a stray job writes', after: 482_807 },
  ],
} as const satisfies Mutation['trials'][number];

/** What a restore loses is counted, told and kept. */
export const WRITES: readonly Mutation[] = [
  {
    name: 'updated rows are not counted as lost',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/database/lost-writes.ts',
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
        file: 'lambdas/database/create-snapshot/handler.ts',
        find: 'if (await claim(snapshot, input))',
        replace: "if (input.purpose === 'safety' || (await claim(snapshot, input)))",
      },
    ],
    breaks: [0, 8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'a loss that nobody can count is taken for accepted',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/database/count-lost-writes/judge.ts',
        find: 'if (!lost.known) return { lost, freeze: true,',
        replace: 'if (!lost.known) return { lost, freeze: false,',
      },
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: ['Count the lost writes', 'Count the lost writes again'].map((state) =>
          cell('rollback', state, 'throttled-for-ever', 'postgres:Connect'),
        ),
      },
    ],
  },
  {
    name: 'what a job writes while the snapshot is made is not counted',
    guard: 'writes',
    patches: [
      {
        file: 'lambdas/requests/triage/baseline.ts',
        find: 'table[kind] - Math.max(0, to[kind] - from[kind])',
        replace: 'table[kind] - Math.min(0, to[kind] - from[kind])',
      },
    ],
    breaks: [8],
    trials: [{ scenario: story(), intrusions: [{ kind: 'a stray job writes', after: 60_000 }], seeds: SEVERAL }],
  },
  {
    name: 'what a job writes while the snapshot is made is not counted behind a fence that held',
    guard: 'fence',
    patches: [
      { file: 'lambdas/requests/triage/baseline.ts', find: 'return counted?.known ? counted :', replace: 'return' },
    ],
    breaks: [8],
    trials: [BEHIND_THE_FENCE],
  },
];
