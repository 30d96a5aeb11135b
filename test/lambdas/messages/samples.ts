import type { Message } from '../../../lambdas/model/message.ts';
import type { Expiring } from '../../../lambdas/model/retention.ts';
import { OWED_CHANGES } from '../../../lambdas/model/settling.ts';
import type { Warmth } from '../../../lambdas/model/warmth.ts';
import { SWITCHED_AND_CONFIRMED } from '../../documents/automation-messages.ts';
import { DRILL_MESSAGES } from '../../documents/drill-messages.ts';
import { person, ways } from '../records.ts';
import { lossOf } from '../writes.ts';
import { FINDINGS } from './findings.ts';
import { OWED } from './owed.ts';

/** A voice without links. */
export const nowhere = { region: 'sa-east-1', execution: null, runbook: null };
export const voice = {
  timeZone: 'America/Sao_Paulo',
  environment: 'sandbox',
  now: '2026-11-24T17:40:00.000Z',
  ...nowhere,
};
export const lost = lossOf({ answers: { inserted: 3, updated: 0, deleted: 0 } }, 3);
export const warmth = (change: Partial<Warmth>): Warmth => ({
  ...{ done: true, by: 'pg_prewarm', warmed: 3_221_225_472, left: 0, cold: [], refused: [], seconds: 95, filled: null },
  ...{ ended: null, at: null },
  ...change,
});
export const settled = (change: Partial<Extract<Message, { kind: 'settled' }>>): Message => ({
  ...{ kind: 'settled', instance: 'r', replaced: false, safetySnapshot: 's', snapshotStatus: 'available' },
  ...{ differences: [], applied: [], refused: [], changed: [], warmth: warmth({}) },
  ...change,
});
export const expiring = (change: Partial<Expiring>): Expiring => ({
  ...{ kind: 'snapshot', id: 'survey-kg-1', purpose: 'restore-point', work: 'r1', after: '2026-12-31' },
  ...{ gib: 20, instanceClass: null, held: null },
  ...change,
});
export const of = { criterion: 'availability', reason: 'Dashboards answer 500' } as const;
export const by = { trigger: person({ ...of, requestedBy: 'Ana' }) };
export const stake = { ways: ways(), restorable: true };
export const page = { since: '2026-11-24T17:31:00.000Z', until: '2026-11-24T17:37:00.000Z' };
export const users = {
  known: true,
  from: page.since,
  until: page.until,
  served: 1204,
  refused: 380,
  failed: 57,
} as const;
export const since = { outage: page, users, migration: 'breaking' } as const;
export const begins = { to: 'devops', of: 'software', impact: null, plan: null } as const;
export const about = { id: 'r2', version: '2.4.0' };
export const messages: Message[] = [
  {
    kind: 'release-announced',
    ...begins,
    of: 'infrastructure',
    impact: 'Slower for a minute',
    plan: 'cpu, then memory',
    version: '2.4.0',
    reason: 'x',
    requestedBy: null,
    fenced: false,
    warnings: ['w'],
  },
  {
    kind: 'release-done',
    to: 'teams',
    version: '2.4.0',
    reason: 'Sprint 18',
    observed: false,
    changeRecord: 's3://b/k',
  },
  { kind: 'rollback-announced', forward: false, again: true, trigger: person(), version: '2', maintenance: true },
  { kind: 'freeze-announced', open: false, criterion: 'availability', version: '2.4.0' },
  { kind: 'freeze-announced', open: true, criterion: 'availability', version: '2.4.0' },
  { kind: 'reopened', closed: true, version: '2.4.0', reason: 'Not to blame', outage: page },
  { kind: 'reopened', closed: false, version: null, reason: 'Not to blame', outage: null },
  { kind: 'news', status: 'frozen', maintenance: true },
  { kind: 'news', status: 'rolling-back', maintenance: false },
  {
    ...{ kind: 'nothing-changed', trigger: person(), decision: 'reopen', release: about, closed: true },
    because: ['a person decided'],
  },
  {
    kind: 'release-announced',
    ...begins,
    version: '2.4.0',
    reason: 'Sprint 18',
    requestedBy: 'Ana',
    fenced: true,
    warnings: [],
  },
  { kind: 'release-refused', version: '2.4.0', cause: 'why' },
  {
    kind: 'release-done',
    to: 'devops',
    version: '2.4.0',
    reason: 'Sprint 18',
    observed: false,
    changeRecord: 's3://b/k',
  },
  { kind: 'release-confirmed', version: '2.4.0', reason: 'looked', requestedBy: null },
  ...SWITCHED_AND_CONFIRMED,
  { kind: 'trigger-not-acted-on', trigger: person(), why: 'why' },
  {
    ...{ kind: 'drill', drill: { id: 'd1', requestedBy: null }, trigger: person() },
    planned: { decision: 'services', because: ['b'], problems: [], target: null, plan: ['p'] },
    longestMinutes: { restore: null, keep: null },
  },
  {
    kind: 'rollback-started',
    forward: false,
    trigger: person(),
    decision: 'services',
    because: ['b'],
    version: '2',
    returnsTo: '1',
    undoneCommit: null,
    incident: 'i',
    recurrence: 1,
  },
  { kind: 'rollback-announced', forward: false, again: false, trigger: person(), version: '2', maintenance: true },
  { kind: 'maintenance-unproven', during: 'rollback', seen: ['http: status 200'] },
  {
    kind: 'frozen',
    ...{ open: false, pageForServicesOnly: false },
    incident: 'i1',
    ...by,
    ...stake,
    because: ['b'],
    lost,
    version: '2',
    missing: ['web'],
    deleted: [],
    to: null,
  },
  { kind: 'alarm-during-watch', alarms: ['5xx'] },
  {
    kind: 'rollback-done',
    forward: false,
    decision: 'services-and-database',
    version: '2',
    returnsTo: 'unknown',
    ...{ incident: 'i1', trigger: person(), began: '2026-11-24T17:30:00.000Z', ...since },
    lost,
    restored: 'r',
    quarantined: 'q',
    notClosed: [],
    sequences: null,
    warmed: null,
    readOnly: true,
    safetySnapshot: 's',
    proof: [],
    leftConfiguration: [],
    postMortem: null,
  },
  {
    kind: 'back-to-normal',
    forward: false,
    version: '2',
    began: '2026-11-24T17:39:00.000Z',
    ...since,
    restored: null,
    lost,
    firing: [],
  },
  {
    kind: 'back-to-normal',
    forward: false,
    version: '2',
    began: '2026-11-24T17:39:00.000Z',
    ...since,
    restored: 'r',
    lost,
    firing: ['5xx'],
  },
  { kind: 'nothing-changed', closed: false, release: null, trigger: person(), decision: 'notify-only', because: [] },
  { kind: 'left-undone', what: 'post-mortem', cause: 'c' },
  { kind: 'left-undone', what: 'settle', cause: 'c' },
  { kind: 'left-undone', what: 'migration-sessions', cause: 'c' },
  { kind: 'safety-snapshot-missing', instance: 'survey', cause: 'c' },
  settled({ safetySnapshot: null, snapshotStatus: 'none' }),
  settled({ replaced: true }),
  settled({
    differences: [{ setting: 'multiAz', found: 'false', had: 'true' }],
    changed: [{ setting: 'instanceClass', found: 'db.m7g.xlarge', had: 'db.m7g.large' }],
    applied: [...OWED_CHANGES.map((change) => ({ change, of: '' })), { change: 'associated-role', of: 's3Import' }],
    refused: [{ change: 'associated-role', of: 's3Import', cause: 'denied' }],
  }),
  { kind: 'watchdog', findings: FINDINGS },
  {
    kind: 'deletion-announced',
    items: [expiring({}), expiring({ kind: 'instance', purpose: 'restored' })],
    prices: null,
  },
  {
    kind: 'deletion-announced',
    items: [
      expiring({ kind: 'instance', purpose: 'quarantined', instanceClass: 'db.t4g.medium', held: 'read-replicas' }),
      expiring({ kind: 'instance', purpose: 'quarantined', gib: null, held: 'deletion-protection' }),
      expiring({ purpose: 'safety', gib: null }),
    ],
    prices: {
      ...{ currency: 'USD', snapshotGibMonth: 0.1, storageGibMonth: 0.2, instanceHour: {} },
      source: 'aws.amazon.com/rds/postgresql/pricing, sa-east-1, 2026-11-28',
    },
  },
  { kind: 'deletion-done', deleted: [expiring({})], refused: [{ ...expiring({}), cause: 'denied' }] },
  ...DRILL_MESSAGES,
  ...['s3://b/k', null].map((postMortem): Message => ({ kind: 'reminder', incident: 'i', postMortem })),
  { kind: 'measures', owed: OWED, unread: [] },
  { kind: 'measures', owed: [], unread: [{ file: 's3://b/k.measures.json', problems: ['"incident" is missing'] }] },
  { kind: 'release-done', to: 'devops', version: '2.4.0', reason: 'Sprint 18', observed: true, changeRecord: null },
  {
    kind: 'escalation',
    ...{ work: 'rollback', ending: 'FAILED', execution: 'arn', state: 'Run the checks', error: 'ChecksFailed' },
    ...{ cause: 'c', status: 'rolling-back', maintenance: true, stopped: [], stage: 'holding', rollbackStarted: false },
  },
  {
    kind: 'escalation',
    ...{ work: 'rollback', ending: 'FAILED', execution: 'arn', state: 'Prove the restored database' },
    ...{ error: 'ProofFailed', cause: 'c', status: 'rolling-back', maintenance: true, stopped: ['web'] },
    ...{ stage: 'holding', rollbackStarted: false, unproven: { incident: 'i1', trigger: person() } },
  },
  {
    kind: 'escalation',
    work: 'settle',
    ending: 'TIMED_OUT',
    execution: 'arn',
    state: '',
    error: '',
    cause: '',
    status: 'open',
    maintenance: false,
    stopped: ['web'],
    stage: 'closed',
    rollbackStarted: false,
  },
];
