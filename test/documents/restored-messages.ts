import type { Warmth } from '../../lambdas/model/warmth.ts';
import { person } from '../lambdas/records.ts';

/** A restored database of which a part is cold still. */
export const partly: Warmth = {
  ...{ done: false, by: 'pg_prewarm', warmed: 6_442_450_944, left: 21_474_836_480, cold: ['answers'], refused: [] },
  ...{ seconds: 300, filled: 31, ended: { why: 'time', detail: null }, at: { relation: '16402', blocks: 2_621_440 } },
};

/** What differs in the report of a decision to go forward again. */
export const forwardAgain = {
  ...{ forward: true, version: '2.3.1', returnsTo: '2.4.0', restored: 'survey', quarantined: 'survey-kg-6d2d4f9c' },
  trigger: person({ reason: 'O erro era do provedor; as respostas da 2.4.0 valem mais', database: 'forward' }),
  warmed: null,
} as const;
