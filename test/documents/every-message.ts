import { reasonsIn } from '../../lambdas/messages/reasons.ts';
import type { Language } from '../../lambdas/model/environment.ts';
import type { Message } from '../../lambdas/model/message.ts';
import type { Expiring } from '../../lambdas/model/retention.ts';
import type { Trigger } from '../../lambdas/model/rollback.ts';
import { MOVED, RULES_CHANGED } from '../lambdas/messages/findings.ts';
import { person, ways } from '../lambdas/records.ts';
import { lossOf } from '../lambdas/writes.ts';
import { AUTOMATION, drilled, heldBack } from './automation-messages.ts';
import { DRILLS } from './drill-messages.ts';
import { onHold, reopenedWith } from './frozen-messages.ts';
import { owedAfter } from './measures-messages.ts';
import { escalations, forwardAgain, partly, restoredFacts, servicesAlone } from './restored-messages.ts';
import { SECOND_PERSON_MESSAGES } from './second-person-messages.ts';
import { OF_STANDBY } from './standby-messages.ts';

type Of<Kind extends Message['kind']> = readonly Omit<Extract<Message, { readonly kind: Kind }>, 'kind'>[];

const alarm: Trigger = {
  ...{ kind: 'alarm', alarm: 'survey-5xx-rate', criterion: 'end-user-impact', at: '2026-11-24T17:10:00.000Z' },
  reason: 'Threshold Crossed: 3 datapoints were greater than the threshold (5.0).',
};
const execution = 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-production-rollback:5f3c';
const lost = lossOf({ answers: { inserted: 104, updated: 3, deleted: 0 } }, 107);
const users = {
  known: true,
  from: '2026-11-24T17:10:00.000Z',
  until: '2026-11-24T17:40:00.000Z',
  served: 1204,
  refused: 380,
  failed: 57,
} as const;
const page = { since: '2026-11-24T17:13:00.000Z', until: '2026-11-24T17:36:00.000Z' };
const incident = 'incident-20261124171040-6d2d4f9c';
const postMortem = 's3://knowngood-production-documents/post-mortems/20261124171040-6d2d4f9c.md';
const undone = { version: '2.4.0', began: '2026-11-24T17:10:00.000Z' };
const done: Of<'rollback-done'>[number] = {
  forward: false,
  ...{ ...undone, incident, trigger: alarm, decision: 'services-and-database', returnsTo: '2.3.1', outage: page, lost },
  users,
  ...{ migration: 'breaking', restored: 'survey-kg-6d2d4f9c', quarantined: 'survey', readOnly: true },
  ...{ sequences: { past: 3, leftBehind: [], more: 0 }, safetySnapshot: 'survey-kg-safety-6d2d4f9c', postMortem },
  ...restoredFacts,
};
const old: Expiring = {
  ...{ kind: 'instance', id: 'survey', purpose: 'quarantined', work: '20261124171040-6d2d4f9c', after: '2026-12-31' },
  ...{ gib: 100, instanceClass: 'db.m7g.large', held: null },
};
const release = { version: '2.4.0', reason: 'Sprint 18: filtros de NPS' } as const;

type All = { readonly [Kind in Message['kind']]: Of<Kind> };

/** Every kind of message, with facts as they may be: whoever adds a kind adds it here. */
export function everyMessage(language: Language): readonly Message[] {
  const all: All = { ...RELEASES, ...rollbacks(language), ...REST };
  return Object.entries(all).flatMap(([kind, some]) => some.map((facts) => ({ kind, ...facts }) as Message));
}

const RELEASES = {
  'release-announced': [
    {
      ...{ ...release, to: 'teams', of: 'software', impact: null, plan: null },
      ...{ requestedBy: 'Ana', fenced: true, warnings: [] },
    },
    {
      ...{
        version: '2.4.1',
        reason: 'Mais memória para os relatórios',
        to: 'devops',
        of: 'infrastructure',
        fenced: false,
      },
      ...{
        impact: 'Relatórios mais rápidos; custo de +12 USD por mês',
        plan: 'web: 512 -> 1024 MiB, um serviço por vez',
      },
      ...{
        requestedBy: 'Bruno',
        warnings: [
          'service "worker" has no deployment circuit breaker: ECS itself never gives up a version that does not start',
        ],
      },
    },
  ],
  'release-refused': [{ version: '2.4.0', cause: 'alarm "survey-5xx-rate" is in ALARM; expected OK' }],
  'release-done': [
    { ...release, to: 'teams', observed: true, changeRecord: null },
    { ...release, to: 'teams', observed: false, changeRecord: null },
    {
      ...release,
      to: 'devops',
      observed: false,
      changeRecord: 's3://knowngood-production-documents/changes/1a2b3c4d.md',
    },
  ],
  'release-confirmed': [{ ...release, requestedBy: 'Ana' }],
  ...AUTOMATION,
  ...SECOND_PERSON_MESSAGES,
} satisfies Partial<All>;

const started = (because: readonly string[]): Of<'rollback-started'>[number] => ({
  ...{ forward: false, trigger: alarm, decision: 'services-and-database', because, version: '2.4.0' },
  ...{ returnsTo: '2.3.1', incident, undoneCommit: '9fceb02', recurrence: 1 },
});

function rollbacks(language: Language) {
  const say = reasonsIn(language);
  const because = [say.newestChange(say.release('2.4.0', '20261124165500-1a2b3c4d')), say.breakingStarted];
  const frozen: Of<'frozen'>[number] = {
    ...{ incident, trigger: alarm, version: '2.4.0', missing: [], deleted: [], to: null },
    ...{ open: false, pageForServicesOnly: false },
    ...{ because: [...because, say.aboveLimit(107, 50)], lost, restorable: true },
    ways: ways({
      returnsTo: '2.3.1',
      restorePointAt: '2026-11-24T16:57:00.000Z',
      longestMinutes: { restore: 26, keep: 9 },
    }),
  };
  return {
    drill: [drilled(language)],
    'trigger-not-acted-on': [{ trigger: alarm, why: heldBack(language) }],
    'rollback-started': [started(because)],
    'rollback-announced': [
      { forward: false, again: false, trigger: alarm, version: '2.4.0', maintenance: true },
      {
        forward: false,
        again: true,
        trigger: person({ criterion: 'end-user-impact', reason: 'As respostas podem ser recadastradas' }),
        version: '2.4.0',
        maintenance: true,
      },
      { forward: true, again: false, trigger: forwardAgain.trigger, version: '2.3.1', maintenance: true },
    ],
    'maintenance-unproven': [{ during: 'rollback', seen: ['https://pesquisas.example.com.br/: status 200'] }],
    frozen: [
      frozen,
      {
        ...frozen,
        restorable: false,
        missing: ['web'],
        lost: {
          known: false,
          why: 'the database server restarted or its statistics were reset after the restore point',
        },
      },
      { ...frozen, deleted: ['web'] },
      { ...frozen, open: true, secondPerson: true },
    ],
    'freeze-announced': onHold,
    reopened: reopenedWith({ outage: page, users }),
    news: [
      { status: 'frozen', maintenance: true },
      { status: 'rolling-back', maintenance: true },
      { status: 'frozen', maintenance: false },
    ],
    'alarm-during-watch': [{ alarms: ['survey-latency'] }],
    'rollback-done': [done, { ...done, ...forwardAgain }, { ...done, ...servicesAlone }],
    'back-to-normal': [
      {
        ...undone,
        forward: false,
        outage: page,
        users,
        migration: 'breaking',
        restored: 'survey-kg-6d2d4f9c',
        lost,
        firing: [],
      },
      { ...undone, forward: true, outage: page, users, migration: 'none', restored: 'survey', lost, firing: [] },
      { ...undone, forward: false, outage: page, users, migration: 'breaking', restored: null, lost, firing: [] },
      {
        ...undone,
        forward: false,
        outage: null,
        users: { known: false, why: 'no-data' },
        migration: 'none',
        restored: null,
        lost,
        firing: ['survey-latency'],
      },
    ],
    'nothing-changed': [
      {
        ...{ trigger: alarm, closed: false, release: null, decision: 'notify-only' },
        because: [say.undoneAlready(say.release('2.4.0', '20261124165500-1a2b3c4d'), '2.3.1', '2.2.0')],
      },
      {
        ...{ trigger: person({ requestedBy: 'Ana', reason: 'A falha era do provedor de e-mail' }), decision: 'reopen' },
        ...{ closed: true, release: { id: '20261124165500-1a2b3c4d', version: '2.4.0' } },
        because: [say.aPersonReopens],
      },
    ],
  } satisfies Partial<All>;
}

const REST = {
  'left-undone': (['change-record', 'post-mortem', 'settle', 'migration-sessions', 'standby'] as const).map((what) => ({
    ...{ what, cause: 'AccessDenied: not authorized' },
  })),
  'deletion-announced': [
    { items: [old], prices: null },
    {
      items: [old],
      prices: {
        ...{ currency: 'USD', snapshotGibMonth: 0.18, storageGibMonth: 0.2, instanceHour: { 'db.m7g.large': 0.26 } },
        source: 'aws.amazon.com/rds/postgresql/pricing, sa-east-1, 2026-11-28',
      },
    },
  ],
  'deletion-done': [{ deleted: [old], refused: [] }],
  ...DRILLS,
  watchdog: [
    {
      findings: [
        {
          kind: 'unfinished',
          work: 'rollback',
          id: '20261124171040-6d2d4f9c',
          execution,
          ending: 'FAILED',
          startRollback: false,
        },
        { kind: 'frozen', incident, since: '2026-11-24T17:14:00.000Z', open: false },
        { kind: 'maintenance-left-on', since: '2026-11-24T17:14:00.000Z' },
        { kind: 'schedules-paused', schedules: ['rule survey-monthly-report'], frozen: false },
        ...MOVED,
        ...RULES_CHANGED,
      ],
    },
  ],
  'safety-snapshot-missing': [{ instance: 'survey', cause: 'InvalidDBInstanceState: backing-up' }],
  settled: [
    {
      ...{ instance: 'survey-kg-6d2d4f9c', safetySnapshot: 'survey-kg-safety-6d2d4f9c', snapshotStatus: 'available' },
      ...{ replaced: false, differences: [], refused: [], changed: [] },
      warmth: { ...partly, done: true, warmed: 27_917_287_424, left: 0, cold: [], filled: null, ended: null, at: null },
      applied: [{ change: 'maintenance-window', of: '' }],
    },
  ],
  ...OF_STANDBY,
  reminder: [{ incident, postMortem }],
  measures: owedAfter(incident, postMortem.replace('.md', '.measures.json')),
  escalation: escalations(execution),
} satisfies Partial<All>;
