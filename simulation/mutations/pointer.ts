import { type Mutation, SEVERAL, story } from './mutation.ts';

/** Where the application finds its database. */
export const POINTER: readonly Mutation[] = [
  {
    name: 'the pointer is written whatever it holds',
    guard: 'pointer',
    patches: [
      {
        file: 'lambdas/database/switch-pointer/handler.ts',
        find: 'if (found !== to && found !== from) {',
        replace: 'if (found === "") {',
      },
      {
        file: 'lambdas/database/switch-pointer/handler.ts',
        find: 'if (found === from && from !== to) await',
        replace: 'if (found !== to) await',
      },
    ],
    breaks: [7],
    trials: [
      { scenario: story(), intrusions: [{ kind: 'somebody moves the pointer', after: 660_000 }], seeds: SEVERAL },
    ],
  },
  {
    name: 'the pointer is not read back once it is written',
    guard: 'pointer',
    patches: [
      { file: 'lambdas/database/switch-pointer/handler.ts', find: 'if (after !== to)', replace: "if (after === '')" },
    ],
    // Tasks start with somebody else's value; its owner puts it right, and no redrive helps them any more.
    breaks: [6],
    trials: [
      // Within the milliseconds between the write and what reads it back.
      { scenario: story(), intrusions: [{ kind: 'somebody moves the pointer', after: 762_748 }] },
    ],
  },
  {
    name: 'a pointer in a secret is written without the other fields',
    guard: 'pointer',
    patches: [
      {
        file: 'lambdas/database/pointer.ts',
        find: 'JSON.stringify({ ...fields, [pointer.field]: value })',
        replace: 'JSON.stringify({ ...(fields && {}), [pointer.field]: value })',
      },
    ],
    breaks: [0, 6, 10],
    trials: [{ scenario: story({ pointer: 'secret' }) }],
  },
];
