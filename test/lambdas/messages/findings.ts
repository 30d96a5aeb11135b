import type { Finding } from '../../../lambdas/model/finding.ts';

const RULES: readonly Finding[] = (['gone', 'leads-elsewhere', 'in-front', 'page-left', 'page-missing'] as const).map(
  (how) => ({ kind: 'rule-changed', listener: 'https', how, rule: '20 (/api/*)', tagged: [] }),
);

/** A finding of each way in which a rule can be changed, and writes on a quarantined database. */
export const RULES_CHANGED: readonly Finding[] = [
  ...RULES,
  { kind: 'quarantine-moving', instance: 'survey', writes: 3 },
];

/** What a stack may have moved: one that has changed since, and one that has not. */
export const MOVED: readonly Finding[] = [
  {
    ...{ kind: 'service-changed', service: 'web', runs: 'web:12', expected: 'web:11' },
    behind: { stack: 'SurveyPlatform', changedAt: '2026-11-24T18:02:00.000Z', moved: true },
  },
  {
    ...{ kind: 'pointer-moved-back', instance: 'survey', expected: 'survey-kg-6d2d4f9c' },
    behind: { stack: 'SurveyPlatform', changedAt: '2026-11-24T16:02:00.000Z', moved: false },
  },
];

/** One of each kind that the watchdog finds. */
export const FINDINGS: readonly Finding[] = [
  { kind: 'unfinished', work: 'release', id: 'r', execution: 'arn', ending: 'FAILED', startRollback: true },
  { kind: 'unfinished', work: 'rollback', id: 'r', execution: 'arn', ending: 'FAILED', startRollback: false },
  { kind: 'frozen', incident: 'i', since: '2026-11-24T17:30:00.000Z', open: false },
  { kind: 'maintenance-left-on', since: '2026-11-24T17:30:00.000Z' },
  { kind: 'schedules-paused', schedules: ['rule nightly'], frozen: true },
  { kind: 'service-changed', service: 'web', runs: 'td:3', expected: 'td:2' },
  { kind: 'pointer-moved-back', instance: 'survey', expected: 'survey-kg-1', behind: null },
  ...RULES_CHANGED,
];
