import type { Message } from '../../lambdas/model/message.ts';
import type { Warmth } from '../../lambdas/model/warmth.ts';
import type { TimedCount } from '../../lambdas/model/writes.ts';
import { person } from '../lambdas/records.ts';

/** A restored database of which a part is cold still. */
export const partly: Warmth = {
  ...{ done: false, by: 'pg_prewarm', warmed: 6_442_450_944, left: 21_474_836_480, cold: ['answers'], refused: [] },
  ...{ seconds: 300, filled: 31, ended: { why: 'time', detail: null }, at: { relation: '16402', blocks: 2_621_440 } },
};

/** What a quarantine could not close. */
const notClosed: readonly string[] = [
  'postgres: bi_reports may still connect',
  'pg_cron: the job nightly-digest of survey_owner in survey may still run',
];

/** Every count of a rollback: the second one had to wait for a connection. */
const counts: readonly TimedCount[] = [
  { which: 'first', at: '2026-11-24T17:12:10.000Z', tookMs: 85, lost: { known: true, total: 104 } },
  { which: 'again', at: '2026-11-24T17:34:40.000Z', tookMs: 3_240, lost: { known: true, total: 107 } },
  { which: 'last', at: '2026-11-24T17:37:05.000Z', tookMs: 91, lost: { known: true, total: 107 } },
];

/** What a report says of the restored database, and of the replaced one. */
export const restoredFacts = {
  ...{ proof: ['sentinel "answers": 120411', 'table answers: 120411 rows'], leftConfiguration: [] as string[] },
  ...{ warmed: partly, counts, notClosed },
};

/** What differs in the report of a decision to go forward again. */
export const forwardAgain = {
  ...{ forward: true, version: '2.3.1', returnsTo: '2.4.0', restored: 'survey', quarantined: 'survey-kg-6d2d4f9c' },
  trigger: person({ reason: 'O erro era do provedor; as respostas da 2.4.0 valem mais', database: 'forward' }),
  warmed: null,
} as const;

/** What differs in the report of a rollback of the services alone. */
export const servicesAlone = {
  decision: 'services',
  restored: null,
  quarantined: null,
  sequences: null,
  safetySnapshot: null,
  counts: [],
  proof: [],
  leftConfiguration: ['/survey/nps-question'],
} as const;

type Escalation = Omit<Extract<Message, { readonly kind: 'escalation' }>, 'kind'>;

/** A restored database that its proof finds unfit. */
const notProven = (execution: string): Escalation => ({
  ...{ work: 'rollback', ending: 'FAILED', execution, state: 'Prove the restored database', error: 'ProofFailed' },
  cause:
    'The restored database is not fit: sentinel "answers" answers "0"; expected at least 1. Nothing was switched to it; maintenance mode stays on. Look at the instance, then redrive, accept it as it is ("acceptProof"), or decide to keep the database.',
  ...{ status: 'rolling-back', stopped: ['web', 'worker'], stage: 'holding', maintenance: true },
  rollbackStarted: false,
  unproven: {
    incident: 'incident-20261124171040-6d2d4f9c',
    trigger: person({ reason: 'Respostas com nota errada', criterion: 'data-loss-or-exposure' }),
  },
});

/** Rollbacks that ended badly. */
export const escalations = (execution: string): readonly Escalation[] => [
  {
    ...{ ...notProven(execution), unproven: null, stopped: ['worker'] },
    ...{ state: 'Run the checks', error: 'ChecksFailed', cause: 'surveys: expected 200, got 500' },
  },
  notProven(execution),
];
