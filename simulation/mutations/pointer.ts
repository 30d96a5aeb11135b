import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** Where the application finds its database. */
export const POINTER: readonly Mutation[] = [
  {
    name: 'the pointer is written whatever it holds',
    guard: 'pointer',
    patches: [
      inFile('lambdas/database/switch-pointer/handler.ts').replace(
        'if (found !== to && found !== from) {',
        'if (found === "") {',
      ),
      inFile('lambdas/database/switch-pointer/handler.ts').replace(
        'if (found === from && from !== to) await',
        'if (found !== to) await',
      ),
    ],
    breaks: [7],
    trials: [
      { scenario: story(), intrusions: [{ kind: 'somebody moves the pointer', after: 660_000 }], seeds: SEVERAL },
    ],
  },
  {
    name: 'a pointer in a secret is written without the other fields',
    guard: 'pointer',
    patches: [
      inFile('lambdas/database/pointer.ts').replace(
        'JSON.stringify({ ...(await secretFields(secret)), [field]: value });\n',
        'JSON.stringify({ [field]: value }) + String(await secretFields(secret)).slice(0, 0);\n',
      ),
      inFile('lambdas/database/pointer.ts').replace('if (expected === text || ', "if (expected !== '' || "),
    ],
    breaks: [0, 6, 10],
    trials: [{ scenario: story({ pointer: 'secret' }) }],
  },
];
