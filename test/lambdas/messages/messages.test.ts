import { describe, expect, it } from 'vitest';
import { render } from '../../../lambdas/messages/render.ts';
import { NEWS_WITHIN_MINUTES } from '../../../lambdas/model/limits.ts';
import type { Message } from '../../../lambdas/model/message.ts';
import type { Trigger } from '../../../lambdas/model/rollback.ts';
import type { LostWrites } from '../../../lambdas/model/writes.ts';
import { person, ways } from '../records.ts';
import { lossOf } from '../writes.ts';

import { begins, by, lost, messages, of, stake, voice } from './samples.ts';

describe.each(['pt-BR', 'en'] as const)('messages in %s', (language) => {
  it.each(messages.map((message) => [message.kind, message] as const))(
    '%s is an e-mail SNS takes',
    (_kind, message) => {
      const { subject, body } = render(message, { ...voice, language });
      expect([...subject].length).toBeLessThan(100);
      expect(subject).toMatch(/^\[sandbox\] \P{Cc}+$/u);
      expect(body).not.toMatch(/undefined|NaN|null|\[object/);
      expect(body.length).toBeGreaterThan(20);
    },
  );

  it('a frozen environment is told with the exact JSON of each decision', () => {
    const { body } = render(
      {
        kind: 'frozen',
        ...{ open: false, pageForServicesOnly: false },
        incident: 'i1',
        ...by,
        ...stake,
        because: [],
        lost,
        version: '2',
        missing: [],
        deleted: [],
        to: null,
      },
      { ...voice, language },
    );
    const inputs = body
      .split('\n')
      .filter((line) => line.trim().startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(inputs).toMatchObject([
      { ...of, incident: 'i1', database: 'restore', acceptLostWrites: 3 },
      { ...of, incident: 'i1', database: 'keep' },
      { ...of, incident: 'i1', decision: 'reopen' },
    ]);
  });
});

it('a subject is cut on a character and holds no line break of what people typed', () => {
  const { subject } = render(
    {
      kind: 'release-announced',
      ...begins,
      version: `9\r\nBcc: x${'ã'.repeat(200)}`,
      reason: '',
      requestedBy: null,
      fenced: false,
      warnings: [],
    },
    { ...voice, language: 'pt-BR' },
  );
  expect(subject).not.toMatch(/[\r\n]/);
  expect([...subject]).toHaveLength(99);
});

it('a report names the safety snapshot among what keeps the lost writes only when there is one', () => {
  const done = messages.find(({ kind }) => kind === 'rollback-done');
  if (done?.kind !== 'rollback-done') throw new Error('There is no such message.');
  const told = (safetySnapshot: string | null) =>
    render({ ...done, safetySnapshot }, { ...voice, language: 'en' }).body;
  expect(told('s')).toContain('kept in the quarantined database and the safety snapshot');
  expect(told(null)).toContain('kept in the quarantined database; there is no safety snapshot');
});

it('a report says when the replaced database could not be made read-only', () => {
  const done = messages.find(({ kind }) => kind === 'rollback-done');
  if (done?.kind !== 'rollback-done') throw new Error('There is no such message.');
  const told = (readOnly: boolean) => render({ ...done, readOnly }, { ...voice, language: 'en' }).body;
  expect(told(true)).toContain('q is quarantined (read-only, kept)');
  expect(told(false)).toContain('q is quarantined (kept, but NOT read-only: it did not answer, or refused.');
});

it('times are those of the environment', () => {
  const { body } = render(
    { kind: 'rollback-announced', forward: false, again: false, trigger: person(), version: '2', maintenance: false },
    { ...voice, language: 'pt-BR' },
  );
  expect(body).toContain('14:40:00');
});

describe('who or what started a rollback', () => {
  const started = (trigger: Trigger) => render({ ...triggered, trigger }, { ...voice, language: 'en' }).body;
  const triggered = messages.find(({ kind }) => kind === 'rollback-started') as Extract<
    Message,
    { kind: 'rollback-started' }
  >;
  it.each<[string, Trigger, RegExp]>([
    [
      'an alarm, at the time of the environment',
      { kind: 'alarm', alarm: '5xx', criterion: 'availability', at: '2026-11-24T17:39:00.000Z', reason: 'Threshold' },
      /Alarm 5xx fired on .*2:39:00.*: Threshold/,
    ],
    ['a person without a name', person({ reason: 'dashboards fail' }), /Requested by a person: dashboards fail/],
    ['a person', person({ requestedBy: 'Ana' }), /Requested by Ana/],
    [
      'a failed release',
      {
        kind: 'failed-release',
        release: 'r1',
        criterion: 'history',
        error: 'ChecksFailed',
        reason: 'home answers 500',
      },
      /The release failed \(ChecksFailed\): home answers 500/,
    ],
  ])('is told: %s', (_what, trigger, said) => {
    expect(started(trigger)).toMatch(said);
  });
});

describe('lost writes are told', () => {
  const done = messages.find(({ kind }) => kind === 'rollback-done') as Extract<Message, { kind: 'rollback-done' }>;
  it.each<[string, LostWrites, RegExp]>([
    ['none, and where', lossOf({}, 0), /Lost writes: none in all tables of survey\./],
    [
      'none, but not of what the configuration leaves out',
      { ...lossOf({}, 0), except: ['cache'] },
      /none in all tables of survey but cache\./,
    ],
    [
      'none, by a fence alone',
      { ...lossOf({}, 0), databases: [] },
      /Lost writes: none by the fence: nobody could write/,
    ],
    [
      'those of other tables, as one number',
      { ...lossOf({}, 7), others: 7 },
      /\n {2}other tables and large objects: 7/,
    ],
    ['unknown', { known: false, why: 'it is down' }, /Lost writes: unknown \(it is down\)/],
    [
      'table by table, without those that lost none',
      lossOf({ answers: { inserted: 3, updated: 0, deleted: 0 }, nps: { inserted: 0, updated: 0, deleted: 0 } }),
      /Lost writes: 3, in all tables of survey\..*\n {2}answers: 3 inserted, 0 updated, 0 deleted\n(?! {2}nps)/,
    ],
  ])('%s', (_what, found, said) => {
    expect(render({ ...done, lost: found }, { ...voice, language: 'en' }).body).toMatch(said);
  });
});

describe('a page that could not be proven', () => {
  it.each([
    ['release', /the release goes on/, /stopped next/],
    ['rollback', /the rollback goes on/, /stopped next/],
    ['services', /the rollback goes on/, /go on running/],
    ['freeze', /is frozen all the same/, /go on running/],
  ] as const)('for the %s says what goes on, and who can still write', (during, subject, writes) => {
    const told = render(
      { kind: 'maintenance-unproven', during, seen: ['http: status 200'] },
      { ...voice, language: 'en' },
    );
    expect(told.subject).toMatch(subject);
    expect(told.body).toMatch(writes);
    expect(told.body).not.toMatch(/at zero/);
  });
});

describe('too much to tell', () => {
  const told = (count: number, length: number) =>
    render(
      {
        kind: 'maintenance-unproven',
        during: 'rollback',
        seen: Array.from({ length: count }, (_, n) => `${n}: ${'ã'.repeat(length)}`),
      },
      { ...voice, language: 'en' },
    ).body;
  it('is told as it is while SNS takes it, in lines of any length', () => {
    expect(told(10, 900)).toContain('ã'.repeat(900));
  });

  it('is shortened line by line', () => {
    const body = told(300, 1_000);
    expect(Buffer.byteLength(body)).toBeLessThan(250_000);
    expect(body).toContain('299: ');
  });

  it('has its middle left out where that is not enough', () => {
    const body = told(2_000, 1_000);
    expect(Buffer.byteLength(body)).toBeLessThan(250_000);
    expect(body).toMatch(/\n…\n/);
    expect(body).toContain('1999: ');
    expect(body).not.toContain(' 1000: ');
  });
});

describe('a frozen environment: each choice is told with what follows from it', () => {
  const frozen = messages.find(({ kind }) => kind === 'frozen') as Extract<Message, { kind: 'frozen' }>;
  const told = (change: Partial<typeof frozen> = {}) =>
    render({ ...frozen, missing: [], ...change }, { ...voice, language: 'en' }).body;
  const shown = (body: string) => [...body.matchAll(/^(RESTORE|KEEP|REOPEN):/gm)].map(([, choice]) => choice);

  it('after a breaking migration the facts recommend the restore, and say what the others risk', () => {
    expect(told()).toMatch(/RESTORE: .*\n {2}The facts recommend this: the breaking migration had started/);
    expect(told()).toMatch(
      /KEEP: .*\n {2}It gives up no writes\. But the breaking migration of version 2 had started: version 1/,
    );
    expect(told()).toMatch(
      /REOPEN: .*\n {2}It gives up no writes\. Whatever began this incident comes back with version 2/,
    );
  });

  it('without one they recommend to keep, and no risk is made up', () => {
    const body = told({ ways: ways({ migration: 'compatible' }) });
    expect(body).toMatch(/KEEP: .*\n {2}The facts recommend this: .*\n {2}It gives up no writes\.\n/);
  });

  it('says how long it took here, or that nobody knows', () => {
    expect(told()).toMatch(/RESTORE.*How long it takes here is unknown.*KEEP.*How long it takes here is unknown/s);
    const known = told({ ways: ways({ longestMinutes: { restore: 23, keep: 4 } }) });
    expect(known).toMatch(
      /RESTORE.*longest one on record here took 23 min.*KEEP.*longest one on record here took 4 min/s,
    );
  });

  it('says of no write that it is lost or kept before anybody has decided', () => {
    expect(told()).toMatch(/Writes newer than the restore point: 3, .* None of them is lost so far\./);
    expect(told()).not.toMatch(/They are kept|safety snapshot/);
    expect(told({ lost: { known: false, why: 'it is down' } })).toMatch(
      /An unknown number of writes since then leaves/,
    );
  });

  it.each([
    ['no known good is on record', { ways: ways({ returnsTo: null, restorePointAt: null }) }, ['REOPEN']],
    ['no restore point is on record', { ways: ways({ restorePointAt: null }) }, ['KEEP', 'REOPEN']],
    ['the restore point is not fit', { restorable: false }, ['KEEP', 'REOPEN']],
    ['the task definition is deleted', { deleted: ['web'] }, ['REOPEN']],
    ['old services would meet the new database', { ways: ways({ reopen: false }) }, ['RESTORE', 'KEEP']],
  ])('offers only what would not freeze again: %s', (_what, change, expected) => {
    expect(shown(told(change))).toEqual(expected);
    for (const gone of ['restore', 'keep', 'reopen'].filter((choice) => !expected.includes(choice.toUpperCase())))
      expect(told(change)).toContain(`Not offered: ${gone}.`);
  });

  it.each(['breaking', 'compatible', 'none'] as const)(
    'recommends no way back where the image is gone, and calls none the only one: %s',
    (migration) => {
      for (const change of [{}, { restorable: false }, { ways: ways({ migration, reopen: false }) }]) {
        const body = told({ ways: ways({ migration }), missing: ['web'], ...change });
        expect(body).toMatch(/recommend none of them: an image of the known good is gone/);
        expect(body).toMatch(/KEEP: back to the images that you name/);
        expect(body).not.toMatch(/The facts recommend this|only way|back to version/);
      }
    },
  );

  it('says which choices take two people, where the configuration asks for a second one', () => {
    expect(told()).not.toContain('It takes two people');
    const body = told({ secondPerson: true });
    expect(body.match(/It takes two people/g)).toHaveLength(1);
    expect(body).toMatch(
      /RESTORE: [^\0]*It takes two people: started by hand, this input is refused.*\n {2}\{.*"acceptLostWrites"/,
    );
  });

  it('says so where no decision would hold', () => {
    expect(told({ deleted: ['web'], ways: ways({ reopen: false }) })).toMatch(
      /none of the three would hold.*"to".*Not offered: restore\. ECS has deleted.*Not offered: keep\. ECS/s,
    );
  });

  it('names the one way that is left', () => {
    expect(told({ ways: ways({ returnsTo: null }) })).toMatch(
      /REOPEN: .*\n {2}The facts recommend this: it is the only way/,
    );
    expect(told({ restorable: false })).toContain('The facts recommend none of them.');
  });
});

describe('the all-clear to the teams', () => {
  const back = messages.find(({ kind }) => kind === 'back-to-normal') as Extract<Message, { kind: 'back-to-normal' }>;
  const told = (change: Partial<typeof back>) => render({ ...back, ...change }, { ...voice, language: 'en' }).body;
  it.each([
    ['kept, nothing migrated', { restored: null, migration: 'none' }, /The rollback itself removed nothing that was/],
    [
      'kept after a migration',
      { restored: null, migration: 'breaking' },
      /had changed the database before: if something/,
    ],
    ['restored, none lost', { restored: 'r', lost: lossOf({}, 0) }, /Nothing .* is missing, as far as was counted/],
    ['restored, some lost', { restored: 'r', lost }, /may be missing/],
    ['restored, nobody knows', { restored: 'r', lost: { known: false, why: 'x' } }, /may be missing/],
  ] as const)('claims no more than is known: %s', (_what, change, said) => {
    expect(told(change)).toMatch(said);
  });
  it('counts the time from when the trouble was noticed, and says how long users saw the page', () => {
    expect(told({ began: '2026-11-24T17:00:00.000Z' })).toMatch(/rolled back, 40 min after the trouble was noticed\./);
    expect(told({})).toMatch(/Users saw the maintenance page for 6 min, from Nov 24, 2026, 2:31:00.PM GMT-3\./);
    expect(told({ outage: null })).toContain('Users saw no maintenance page.');
  });
});

describe('what an alarm or an error says of itself', () => {
  const METRIC = 'Threshold Crossed: 1 datapoint [7.0] was greater than the threshold (5.0).';
  const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'availability', at: voice.now, reason: METRIC } as const;
  const failed = {
    kind: 'failed-release',
    release: 'r',
    criterion: 'availability',
    error: 'E',
    reason: METRIC,
  } as const;
  it.each([alarm, failed])('reaches no team, and no decision that is pasted as it stands: $kind', (trigger) => {
    for (const language of ['pt-BR', 'en'] as const) {
      const announced = render(
        { kind: 'rollback-announced', forward: false, again: false, trigger, version: '2', maintenance: true },
        { ...voice, language },
      );
      expect(announced.body).not.toContain('Threshold');
      const frozen = messages.find(({ kind }) => kind === 'frozen') as Extract<Message, { kind: 'frozen' }>;
      const inputs = render({ ...frozen, trigger }, { ...voice, language })
        .body.split('\n')
        .filter((line) => line.trim().startsWith('{'));
      expect(inputs).toHaveLength(3);
      for (const input of inputs)
        expect(JSON.parse(input).reason).toMatch(/5xx (fired|disparou)$|^(Decisão sobre|Decision about) i1$/);
    }
  });
});

describe('what teams read', () => {
  const forTeams = messages.filter((message) =>
    'to' in message && message.kind !== 'frozen'
      ? message.to === 'teams'
      : ['rollback-announced', 'freeze-announced', 'reopened', 'news', 'back-to-normal'].includes(message.kind),
  );
  it.each(forTeams.map((message) => [message.kind, message] as const))(
    '%s has no JSON and no address',
    (_kind, message) => {
      for (const language of ['pt-BR', 'en'] as const)
        expect(render(message, { ...voice, language }).body).not.toMatch(/[{}]|s3:\/\/|arn:/);
    },
  );

  it.each(forTeams.filter(({ kind }) => /announced|news/.test(kind) && kind !== 'release-announced'))(
    '$kind promises the next word within the time that the watchdog keeps',
    (message) => {
      expect(render(message, { ...voice, language: 'en' }).body).toContain(
        `at least every ${NEWS_WITHIN_MINUTES} minutes`,
      );
      expect(render(message, { ...voice, language: 'pt-BR' }).body).toContain(`a cada ${NEWS_WITHIN_MINUTES} minutos`);
    },
  );
});

it('a decision is announced as one, not as a second beginning', () => {
  const told = (again: boolean) =>
    render(
      { kind: 'rollback-announced', forward: false, again, trigger: person(), version: '2', maintenance: true },
      { ...voice, language: 'en' },
    ).subject;
  expect(told(false)).toContain('We are rolling back version 2');
  expect(told(true)).toContain('A person has decided: version 2 is rolled back');
});

it('an infrastructure release tells its impact and plan, and claims nothing beside', () => {
  const told = render(messages.find((m) => 'of' in m && m.of === 'infrastructure') as Message, {
    ...voice,
    language: 'en',
  });
  expect(told.body).toMatch(/Impact: Slower for a minute\nPlan: cpu, then memory/);
  expect(told.body).not.toContain('notice nothing');
});

it('a reopening tells DevOps that automation is held, and how to confirm', () => {
  const told = render(messages.find((m) => m.kind === 'nothing-changed' && m.decision === 'reopen') as Message, {
    ...voice,
    language: 'en',
  });
  expect(told.body).toMatch(
    /Until a person confirms version 2\.4\.0, no alarm starts a rollback of it\..*"confirm":"r2"/,
  );
});
