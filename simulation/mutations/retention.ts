import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

const PLAN = 'lambdas/database/delete-expired/plan.ts';
const trials = [{ scenario: story({ bad: 'weeks-later' }) }];

/** What retention may delete. */
export const RETAINING: readonly Mutation[] = [
  {
    name: 'the newest restore points expire like everything else',
    guard: 'retention',
    patches: [inFile(PLAN).replace('kept.has(candidate.id) || ', '')],
    breaks: [20],
    trials,
  },
  {
    name: 'what was announced is deleted before its day is over',
    guard: 'retention',
    patches: [inFile(PLAN).replace('day(now) > date && ', '')],
    breaks: [20],
    trials,
  },
  {
    name: 'what expires is deleted and nobody was told',
    guard: 'retention',
    patches: [
      inFile('lambdas/database/delete-expired/handler.ts').replace('if (announce.length > 0)', 'if (time === "")'),
    ],
    breaks: [20],
    trials,
  },
];
