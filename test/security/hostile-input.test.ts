import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../lambdas/messages/render.ts';
import type { AutomationOff } from '../../lambdas/model/automation.ts';
import type { Message } from '../../lambdas/model/message.ts';
import type { Expiring } from '../../lambdas/model/retention.ts';
import type { Warmth } from '../../lambdas/model/warmth.ts';
import { plain } from '../../lambdas/people/markdown.ts';
import { read as readRelease } from '../../lambdas/requests/read-release-request/read.ts';
import { read as readTrigger } from '../../lambdas/requests/read-rollback-trigger/read.ts';
import { environmentSchema } from '../../lib/configuration/schema.ts';
import { maintenancePage } from '../../lib/workflows/settings.ts';
import { drillSaying, leftSaying } from '../documents/drill-messages.ts';
import { nowhere } from '../lambdas/messages/samples.ts';
import { lossOf } from '../lambdas/writes.ts';
import { hostile, long, texts, UNPRINTABLE } from './hostile.ts';
import { OF_SECOND_PERSON } from './hostile-second-person.ts';
import * as inputs from './inputs.ts';

const coldBy = (text: string): Warmth => ({
  ...{ done: false, by: 'reads', warmed: 1, left: 1, cold: [text], seconds: 1, filled: 1, at: null },
  refused: [{ relation: text, why: 'refused', detail: text }],
  ended: { why: 'failed', detail: text },
});

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
const anything = fc.oneof(
  json,
  hostile,
  fc.dictionary(fc.oneof(hostile, fc.constantFrom('__proto__', 'version')), json),
);

describe('a request for a release', () => {
  const wellMade = fc.record(
    {
      version: fc.constantFrom('2.4.0', 'v1'),
      reason: fc.oneof(hostile, long),
      requestedBy: hostile,
      branch: hostile,
      impact: fc.oneof(hostile, long),
      plan: hostile,
      affected: fc.array(hostile, { maxLength: 50 }),
      services: fc.dictionary(fc.oneof(hostile, fc.constant('web')), fc.record({ image: hostile }), { maxKeys: 30 }),
    },
    { requiredKeys: ['version', 'reason'] },
  );
  it.each([
    ['of any shape', anything],
    ['well made and hostile', wellMade],
  ])('%s is read into bounded text on one line, or refused in one message that fits a cause', (_what, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (request) => {
        const reading = readRelease({ ...inputs.releaseRequest, request });
        if (!reading.ok) {
          expect(reading.message.length).toBeLessThan(16_000);
          expect(reading.message).not.toMatch(UNPRINTABLE);
          return;
        }
        for (const text of texts(reading.output)) {
          expect([...text].length).toBeLessThanOrEqual(2_000);
          expect(text).not.toMatch(UNPRINTABLE);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a secret typed into a request for a release', () => {
  const asked = (name: string) =>
    readRelease({
      ...inputs.releaseRequest,
      request: { version: '2.4.0', reason: 'x', services: { web: { environment: { [name]: 'hunter2-4711' } } } },
    });
  it.each(['DATABASE_PASSWORD', 'smtp_passwd', 'JWT_SECRET', 'ACCESS_TOKEN', 'MAIL_API_KEY', 'CREDENTIALS'])(
    'as %s is refused without being repeated',
    (name) => {
      const reading = asked(name);
      expect(reading.ok).toBe(false);
      expect(JSON.stringify(reading)).toContain(`services.web.environment.${name}`);
      expect(JSON.stringify(reading)).not.toContain('hunter2');
    },
  );
  it.each(['SECRET_ARN', 'TOKEN_TTL', 'KEYBOARD', 'DATABASE_HOST'])('%s is none', (name) => {
    expect(asked(name).ok).toBe(true);
  });
});

describe('what starts a rollback', () => {
  const alarm = fc.record({
    source: fc.constant('aws.cloudwatch'),
    'detail-type': fc.constant('CloudWatch Alarm State Change'),
    resources: fc.tuple(
      fc.oneof(hostile, fc.constant('arn:aws:cloudwatch:sa-east-1:111122223333:alarm:survey-5xx-rate')),
    ),
    detail: fc.record({
      alarmName: fc.oneof(hostile, fc.constant('survey-5xx-rate')),
      state: fc.record({
        value: fc.oneof(hostile, fc.constant('ALARM')),
        timestamp: fc.oneof(hostile, fc.constant(inputs.trigger.moment.now)),
        reason: fc.oneof(hostile, long),
      }),
    }),
  });
  const person = fc.record({
    reason: hostile,
    criterion: fc.constant('history'),
    incident: hostile,
    to: hostile,
    requestedBy: hostile,
  });
  const failed = fc.record({
    failedRelease: fc.record({ release: hostile, version: hostile, error: hostile, cause: fc.oneof(hostile, long) }),
  });
  it.each([
    ['of any shape', anything],
    ['a forged or hostile alarm', alarm],
    ['a hostile person', person],
    ['a failed release with a hostile cause', failed],
  ])('%s is read into bounded text on one line, told, or refused in one message', (_what, arbitrary) => {
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<unknown>, (request) => {
        const reading = readTrigger({ ...inputs.trigger, request });
        const told = reading.kind === 'refused' ? [reading.message] : texts(reading);
        for (const text of told) {
          expect(text.length).toBeLessThan(16_000);
          expect(text).not.toMatch(UNPRINTABLE);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a message', () => {
  const voice = { timeZone: 'America/Sao_Paulo', environment: 'sandbox', now: '2026-11-24T17:40:00.000Z', ...nowhere };
  const decision = 'services-and-database';
  const expiring = (text: string): Expiring => ({
    ...{ kind: 'instance', id: text, purpose: 'quarantined', work: text, after: text, gib: 1, instanceClass: text },
    held: null,
  });
  const since = {
    began: voice.now,
    outage: { since: voice.now, until: null },
    users: { known: false, why: 'no-data' },
    migration: 'breaking',
  } as const;
  const ways = {
    forward: false,
    migration: 'breaking',
    ...{ returnsTo: 'x', restorePointAt: voice.now, reopen: true },
    longestMinutes: { restore: 1, keep: 1 },
  } as const;
  const off = (text: string): AutomationOff => ({
    ...{ since: voice.now, at: voice.now, until: voice.now, reason: text, by: text },
    release: { id: text, version: text },
  });
  /** A message of every kind, with every free text replaced: who adds a kind adds it here. */
  const OF_EVERY_KIND: {
    [Kind in Message['kind']]: (text: string, many: string[]) => Extract<Message, { kind: Kind }>;
  } = {
    'release-announced': (text, warnings) => ({
      ...{
        kind: 'release-announced',
        to: 'devops',
        of: 'infrastructure',
        impact: text,
        plan: text,
        version: text,
        reason: text,
        requestedBy: text,
        fenced: true,
        warnings,
      },
    }),
    'release-refused': (text) => ({ kind: 'release-refused', version: text, cause: text }),
    'release-done': (text) => ({
      ...{ kind: 'release-done', to: 'devops', version: text, reason: text, observed: false, changeRecord: text },
    }),
    'release-confirmed': (text) => ({ kind: 'release-confirmed', version: text, reason: text, requestedBy: text }),
    'trigger-not-acted-on': (text) => ({ kind: 'trigger-not-acted-on', trigger: inputs.alarmTrigger(text), why: text }),
    drill: (text, many) => ({
      ...{ kind: 'drill', drill: { id: text, requestedBy: text }, trigger: inputs.alarmTrigger(text) },
      planned: { decision, because: many, problems: many, target: { version: text }, plan: many },
      longestMinutes: { restore: 1, keep: 1 },
    }),
    ...OF_SECOND_PERSON,
    'automation-off': (text) => ({ kind: 'automation-off', off: off(text), rollback: text }),
    'automation-on': (text) => ({
      ...{
        kind: 'automation-on',
        off: off(text),
        at: voice.now,
        by: text,
        reason: text,
        rang: { [text]: voice.now },
        rollback: text,
      },
    }),
    'rollback-started': (text, because) => ({
      ...{
        kind: 'rollback-started',
        forward: false,
        trigger: inputs.alarmTrigger(text),
        decision,
        because,
        version: text,
      },
      ...{ returnsTo: text, undoneCommit: text, incident: text, recurrence: 1 },
    }),
    'rollback-announced': (text) => ({
      ...{
        kind: 'rollback-announced',
        forward: false,
        again: true,
        trigger: inputs.alarmTrigger(text),
        version: text,
        maintenance: true,
      },
    }),
    'maintenance-unproven': (_text, seen) => ({ kind: 'maintenance-unproven', during: 'freeze', seen }),
    frozen: (text, because) => ({
      ...{ kind: 'frozen', incident: text, because, lost: { known: false, why: text }, version: text, to: text },
      ...{
        open: true,
        pageForServicesOnly: false,
        missing: [text],
        deleted: [text],
        trigger: inputs.alarmTrigger(text),
        restorable: true,
      },
      ways: { ...ways, returnsTo: text },
    }),
    'freeze-announced': (text) => ({ kind: 'freeze-announced', open: true, criterion: 'history', version: text }),
    reopened: (text) => ({ kind: 'reopened', closed: true, version: text, reason: text, outage: since.outage }),
    news: () => ({ kind: 'news', status: 'frozen', maintenance: true }),
    'alarm-during-watch': (_text, alarms) => ({ kind: 'alarm-during-watch', alarms }),
    'rollback-done': (text, proof) => ({
      ...{
        kind: 'rollback-done',
        forward: false,
        decision,
        version: text,
        returnsTo: text,
        ...since,
        incident: text,
        restored: text,
        proof,
      },
      trigger: inputs.alarmTrigger(text),
      ...{
        quarantined: text,
        readOnly: false,
        notClosed: proof,
        sequences: { past: 1, leftBehind: [{ name: text, why: 'not-reached', detail: text }], more: 1 },
        leftConfiguration: proof,
        postMortem: text,
        safetySnapshot: text,
        warmed: coldBy(text),
      },
      lost: lossOf({ [`answers${text}`]: { inserted: 1, updated: 0, deleted: 0 } }, 1),
    }),
    'back-to-normal': (text) => ({
      ...{
        kind: 'back-to-normal',
        forward: false,
        version: text,
        ...since,
        restored: text,
        lost: { known: false, why: text },
      },
      firing: [text],
    }),
    'nothing-changed': (text, because) => ({
      ...{
        kind: 'nothing-changed',
        closed: false,
        release: { id: text, version: text },
        trigger: inputs.alarmTrigger(text),
        decision: 'notify-only',
        because,
      },
    }),
    'left-undone': (text) => ({ kind: 'left-undone', what: 'post-mortem', cause: text }),
    watchdog: (text, many) => ({
      kind: 'watchdog',
      findings: many.map((id) => ({
        ...{ kind: 'unfinished', work: 'release', id, execution: text, ending: text, startRollback: true },
      })),
    }),
    'safety-snapshot-missing': (text) => ({ kind: 'safety-snapshot-missing', instance: text, cause: text }),
    'deletion-announced': (text, many) => ({
      ...{ kind: 'deletion-announced', items: many.map(() => expiring(text)) },
      prices: { currency: 'USD', snapshotGibMonth: 1, storageGibMonth: 1, instanceHour: {}, source: text },
    }),
    'deletion-done': (text, many) => ({
      ...{ kind: 'deletion-done', deleted: [expiring(text)] },
      refused: many.map((cause) => ({ ...expiring(text), cause })),
    }),
    'backup-drill': drillSaying,
    'throw-away-left': leftSaying,
    settled: (text, many) => ({
      ...{ kind: 'settled', instance: text, replaced: false, safetySnapshot: text, snapshotStatus: text },
      ...{ applied: [{ change: 'associated-role', of: text }], changed: [{ setting: text, found: text, had: text }] },
      warmth: coldBy(text),
      differences: many.map((one) => ({ setting: one, found: one, had: one })),
      refused: many.map((one) => ({ change: 'associated-role', of: one, cause: one })),
    }),
    'standby-ready': (text, many) => ({
      ...{ kind: 'standby-ready', version: text, instance: text, restorePoint: text },
      since: '2026-11-24T17:02:00.000Z',
      ...{ proof: many, warmth: coldBy(text), instanceClass: text, multiAz: true },
      prices: { currency: 'USD', snapshotGibMonth: 1, storageGibMonth: 1, instanceHour: { [text]: 1 }, source: text },
    }),
    'standby-failed': (text) => ({ kind: 'standby-failed', version: text, restorePoint: text, cause: text }),
    reminder: (text) => ({ kind: 'reminder', incident: text, postMortem: text }),
    measures: (text, many) => ({
      ...{ kind: 'measures', unread: [{ file: text, problems: many }] },
      owed: many.map((one) => ({
        ...{ incident: one, file: one, due: '2026-12-01', days: 1 },
        what: { kind: 'measure', text: one, owner: text },
      })),
    }),
    escalation: (text, stopped) => ({
      ...{ kind: 'escalation', work: 'rollback', ending: 'FAILED', execution: text, state: text, error: text },
      ...{ cause: text, status: text, maintenance: true, stopped, stage: 'holding', rollbackStarted: true },
    }),
  };
  const withText = (text: string, many = [text]): Message[] =>
    Object.values(OF_EVERY_KIND).map((message) => message(text, many));
  it.each(['pt-BR', 'en'] as const)(
    'in %s keeps hostile text on its line: none begins with what it brought',
    (language) => {
      fc.assert(
        fc.property(fc.oneof(hostile, long), (text) => {
          const ours = withText('x').map((message) => render(message, { ...voice, language }));
          const theirs = withText(`x${text}`).map((message) => render(message, { ...voice, language }));
          for (const [n, { subject, body }] of theirs.entries()) {
            expect([...subject].length).toBeLessThan(100);
            expect(subject).not.toMatch(UNPRINTABLE);
            expect(body.split('\n')).toHaveLength(ours[n]?.body.split('\n').length ?? 0);
            expect(body.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
            expect(Buffer.byteLength(body)).toBeLessThan(262_144);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(['pt-BR', 'en'] as const)(
    'in %s has what SNS takes: at most 256 KB, however much there is to tell',
    (language) => {
      const much = '😀'.repeat(3_000);
      for (const message of withText(much, new Array<string>(400).fill(much)))
        expect(Buffer.byteLength(render(message, { ...voice, language }).body), message.kind).toBeLessThanOrEqual(
          262_144,
        );
    },
  );
});

describe('a document', () => {
  it('has hostile text as text alone', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, long), (text) => {
        const written = plain(text);
        expect(written).not.toMatch(UNPRINTABLE);
        expect([...written].length).toBeLessThanOrEqual(2 * 4_000);
        // Nothing that Markdown reads as more than text stands unescaped.
        const bare = written.replace(/\\[!-/:-@[-`{-~]/g, '');
        expect(bare).not.toMatch(/[\\`*[\]!|<>~&@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:\/\/|www\./iu);
        expect(written).not.toMatch(/^([#=]|[-+](\s|$)|-+$|\d+[.)](\s|$))/);
      }),
      { numRuns: 200 },
    );
  });
  it('keeps what people wrote readable', () => {
    expect(plain('NPS 9,5: ação às 14:10 - versão 2.0.0')).toBe('NPS 9,5: ação às 14:10 - versão 2.0.0');
  });
});

it('the maintenance page shows hostile text as text, within the load balancer’s 1024 bytes', () => {
  const tags = (page: string) => page.match(/<[^>]*>/g);
  const ours = tags(maintenancePage('pt-BR', 'x', 'x'));
  fc.assert(
    fc.property(hostile, hostile, (title, text) => {
      let page: string;
      try {
        page = maintenancePage('pt-BR', title, text);
      } catch (error) {
        expect((error as Error).message).toContain('expected at most 1024');
        return;
      }
      expect(tags(page)).toEqual(ours);
    }),
    { numRuns: 100 },
  );
});

it('a table’s name in the configuration is a name, never SQL', () => {
  const tables = environmentSchema.pipe[0].entries.database.entries.tables.pipe[0].item;
  fc.assert(
    fc.property(hostile, (name) => {
      const [, pattern] = tables.pipe;
      if (pattern.requirement.test(name))
        expect(name).toMatch(/^(?:"(?:[^"]|"")+"|[a-z_][\w$]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][\w$]*))?$/u);
    }),
  );
});
