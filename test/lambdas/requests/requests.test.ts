import { describe, expect, it } from 'vitest';
import { confirmable } from '../../../lambdas/requests/confirm-release/confirmable.ts';
import type { Input as ReleaseInput } from '../../../lambdas/requests/read-release-request/contract.ts';
import { read as readRelease } from '../../../lambdas/requests/read-release-request/read.ts';
import { admit } from '../../../lambdas/requests/read-rollback-trigger/admit.ts';
import type { Input as TriggerInput } from '../../../lambdas/requests/read-rollback-trigger/contract.ts';
import { read as readTrigger } from '../../../lambdas/requests/read-rollback-trigger/read.ts';
import { wanted } from '../../../lambdas/requests/read-rollback-trigger/wanted.ts';
import { person, release, status } from '../records.ts';

const releaseInput = (request: unknown): ReleaseInput => ({
  request,
  executionName: '0f1e2d3c-aaaa-bbbb-cccc-00112233445566',
  startedAt: '2026-11-24T14:10:00.000Z',
  services: [
    { name: 'web', container: 'app', repository: 'survey', kind: 'web' },
    { name: 'worker', container: 'app', repository: 'survey', kind: 'worker' },
  ],
  functionalities: ['surveys'],
  alarms: ['5xx'],
  registry: '111122223333.dkr.ecr.sa-east-1.amazonaws.com',
  branch: null,
  migrationService: 'web',
});

describe('a request for a release', () => {
  it('needs a version and a reason only; every service then moves to its repository at that tag', () => {
    const reading = readRelease(releaseInput({ version: '2.4.0', reason: 'Sprint 18' }));
    expect(reading).toMatchObject({
      ok: true,
      output: {
        release: {
          id: '20261124141000-33445566',
          migration: 'none',
          changes: [
            { service: 'web', image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey:2.4.0' },
            { service: 'worker', image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey:2.4.0' },
          ],
        },
      },
    });
  });

  const wrong: [what: string, request: unknown, told: RegExp][] = [
    ['is no object', 'deploy please', /the request is "deploy please"; expected an object/],
    ['has no version', { reason: 'x' }, /"version" is missing/],
    ['has an empty reason', { version: '1', reason: '  ' }, /"reason" is empty; expected some text/],
    ['has a version no tag can be', { version: 'a b', reason: 'x' }, /"version" is "a b"; expected an image tag/],
    ['has an unknown key', { version: '1', reason: 'x', force: true }, /"force" is not a known key/],
    [
      'names an unknown service',
      { version: '1', reason: 'x', services: { api: {} } },
      /"services" names the service "api".*expected one of "web", "worker"/,
    ],
    [
      'has an unknown migration',
      { version: '1', reason: 'x', migration: 'maybe' },
      /"migration" is "maybe"; expected "none" or "compatible" or "breaking"/,
    ],
    [
      'names an unknown functionality',
      { version: '1', reason: 'x', affected: ['nps'] },
      /"affected" names the functionality "nps"/,
    ],
    [
      'ignores an unknown alarm',
      { version: '1', reason: 'x', ignoreAlarms: ['cpu'] },
      /"ignoreAlarms" names the alarm "cpu"/,
    ],
    [
      'is an infrastructure change without impact and plan',
      { version: '1', reason: 'x', kind: 'infrastructure' },
      /needs "impact" and "plan"/,
    ],
    [
      'has a commit that is none',
      { version: '1', reason: 'x', commit: 'HEAD' },
      /"commit" is "HEAD"; expected a git commit/,
    ],
  ];
  it.each(wrong)('that %s is refused with one message', (_what, request, told) => {
    const reading = readRelease(releaseInput(request));
    expect(reading.ok).toBe(false);
    const message = reading.ok ? '' : reading.message;
    expect(message).toMatch(told);
    expect(message).toContain('nothing was touched');
    expect(message).toContain('"version":"2.4.0"');
  });

  it('names every problem at once', () => {
    const reading = readRelease(releaseInput({ version: 'a b', reason: '', extra: 1 }));
    expect(reading.ok ? '' : reading.message).toMatch(/"version".*"reason".*"extra"/);
  });

  it('loses control characters and line breaks of what people typed', () => {
    const reading = readRelease(releaseInput({ version: '1', reason: 'one\r\nBcc: all@example.com\u0007' }));
    expect(reading.ok && reading.output.release?.reason).toBe('one Bcc: all@example.com');
  });
});

const alarmEvent = (change: { state?: object; name?: string; arn?: string } = {}) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [change.arn ?? `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${change.name ?? '5xx'}`],
  detail: {
    alarmName: change.name ?? '5xx',
    state: { value: 'ALARM', timestamp: '2026-11-24T14:09:30.000+0000', reason: 'Threshold Crossed', ...change.state },
  },
});
const triggerInput = (request: unknown): TriggerInput => ({
  request,
  executionName: 'e',
  startedAt: '2026-11-24T14:10:00.000Z',
  moment: { now: '2026-11-24T14:10:00.000Z', redrivenAt: null },
  account: '111122223333',
  region: 'sa-east-1',
  alarms: [
    { name: '5xx', criterion: 'end-user-impact', action: 'rollback' },
    { name: 'slow', criterion: 'availability', action: 'notify' },
  ],
  functionalities: ['surveys'],
  oldestSeconds: 300,
  mayDecide: true,
  decisionWorkflow: 'knowngood-sandbox-decision',
});

describe('what starts a rollback', () => {
  it('is an alarm event, with the criterion its configuration gives it', () => {
    expect(readTrigger(triggerInput(alarmEvent()))).toMatchObject({
      kind: 'read',
      trigger: { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact' },
    });
  });

  it.each([
    ['an unknown alarm', alarmEvent({ name: 'forged' }), /is not configured/],
    [
      'an alarm of another account',
      alarmEvent({ arn: 'arn:aws:cloudwatch:sa-east-1:999999999999:alarm:5xx' }),
      /the event names the alarm .*expected/,
    ],
    ['an alarm that only notifies', alarmEvent({ name: 'slow' }), /notify only/],
    ['a state other than ALARM', alarmEvent({ state: { value: 'OK' } }), /only ALARM starts a rollback/],
    [
      'an old event',
      alarmEvent({ state: { timestamp: '2026-11-24T13:00:00.000+0000' } }),
      /is 4200 seconds old; at most 300/,
    ],
    ['an event without a time', alarmEvent({ state: { timestamp: 'soon' } }), /tells no time that can be read/],
    ['an event of another kind', { 'detail-type': 'Scheduled Event' }, /not a CloudWatch alarm/],
  ])('%s is told, not acted on', (_what, event, why) => {
    const reading = readTrigger(triggerInput(event));
    expect(reading.kind).toBe('told');
    expect(reading.kind === 'told' && reading.why).toMatch(why);
  });

  it.each([
    ['no reason', { criterion: 'history' }, /"reason"/],
    ['an unknown criterion', { reason: 'x', criterion: 'mood' }, /"criterion" is "mood"/],
    ['a negative loss', { reason: 'x', criterion: 'history', acceptLostWrites: -1 }, /acceptLostWrites/],
    ['an unknown key', { reason: 'x', criterion: 'history', now: true }, /"now" is not a known key/],
  ])('a person with %s is refused', (_what, request, told) => {
    const reading = readTrigger(triggerInput(request));
    expect(reading.kind === 'refused' && reading.message).toMatch(told);
  });
});

describe('the door that only asks for a rollback', () => {
  it.each([
    ['incident', { incident: 'i1' }],
    ['acceptLostWrites', { acceptLostWrites: 3 }],
    ['decision', { decision: 'reopen' }],
  ])('takes no %s, and names the door that does', (key, decides) => {
    const request = { reason: 'x', criterion: 'history', ...decides };
    expect(readTrigger(triggerInput(request)).kind).toBe('read');
    const reading = readTrigger({ ...triggerInput(request), mayDecide: false });
    expect(reading.kind === 'refused' && reading.message).toMatch(
      new RegExp(`"${key}" decides about an incident.*expected a start of knowngood-sandbox-decision`),
    );
  });
});

describe('whether a trigger may act', () => {
  const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: '', reason: '' } as const;
  it.each([
    ['an alarm, open', alarm, status({ status: 'open' }), false, 'act'],
    ['an alarm during a release', alarm, status({ status: 'releasing' }), true, 'act'],
    ['an alarm, automation off', alarm, status({ status: 'open', automation: 'off' }), false, 'told'],
    ['an alarm during a rollback', alarm, status({ status: 'rolling-back' }), true, 'told'],
    ['an alarm, rollback unfinished', alarm, status({ status: 'rolling-back' }), false, 'told'],
    ['an alarm, frozen', alarm, status({ status: 'frozen', incident: 'i1' }), false, 'told'],
    ['a person during a rollback', person(), status({ status: 'rolling-back' }), true, 'refused'],
    ['a person, frozen, no incident', person(), status({ status: 'frozen', incident: 'i1' }), false, 'refused'],
    [
      'a person, frozen, the incident named',
      person({ incident: 'i1' }),
      status({ status: 'frozen', incident: 'i1' }),
      false,
      'act',
    ],
    [
      'a person, unfinished, the incident named',
      person({ incident: 'i1' }),
      status({ status: 'rolling-back', incident: 'i1' }),
      false,
      'act',
    ],
    [
      'a person naming an incident nobody knows',
      person({ incident: 'i9' }),
      status({ status: 'open' }),
      false,
      'refused',
    ],
  ] as const)('%s', (_what, trigger, found, runs, expected) => {
    expect(admit(trigger, found, runs).kind).toBe(expected);
  });
});

describe('the confirmation of a release', () => {
  const unobserved = release({ id: 'r2', version: '2.0.0', outcome: 'unobserved', switched: { web: 'td:2' } });
  const running = (web: string) => status({ running: { web } });
  const said = (confirm: string) => ({ confirm, reason: 'Checked by hand', requestedBy: 'Ana' });
  it.each(['r2', '2.0.0'])('is for one that ended unobserved (%s)', (confirm) => {
    expect(confirmable(said(confirm), running('td:2'), [unobserved]).kind).toBe('yes');
  });
  it.each([
    ['9.9.9', running('td:2'), unobserved, /no release "9.9.9" is recorded/],
    ['2.0.0', running('td:2'), release({ id: 'r2', outcome: 'rolled-back' }), /is rolled-back; expected unobserved/],
    ['2.0.0', running('td:3'), unobserved, /service "web" was switched to td:3 since; expected td:2/],
  ])('is refused: %s', (confirm, found, of, told) => {
    const answer = confirmable(said(confirm), found, [of]);
    expect(answer.kind === 'no' && answer.why).toMatch(told);
  });
  it.each([
    [{ at: '2026-11-24T18:00:00Z', by: 'Ana', reason: 'Checked by hand' }, 'done'],
    [{ at: '2026-11-24T18:00:00Z', by: 'Rui', reason: 'Checked by hand' }, 'no'],
    [undefined, 'no'],
  ] as const)('is answered as before when the same person says the same again: %j', (confirmed, expected) => {
    const good = release({ ...unobserved, outcome: 'good', ...(confirmed === undefined ? {} : { confirmed }) });
    expect(confirmable(said('2.0.0'), running('td:2'), [good]).kind).toBe(expected);
  });
  it('needs a reason', () => {
    const reading = readRelease(releaseInput({ confirm: '2.0.0' }));
    expect(reading.ok === false && reading.message).toMatch(/"reason" is missing/);
  });
});

describe('the release whose result a person wants', () => {
  const releases = [
    release({ id: 'r3', version: '3.0.0' }),
    release({ id: 'r2', version: '2.0.0', outcome: 'rolled-back' }),
    release({ id: 'r1', version: '1.0.0' }),
  ];
  it.each(['r1', '1.0.0'])('is found by %s', (to) => {
    expect(wanted(to, releases)).toEqual({ kind: 'found', id: 'r1' });
  });
  it.each([
    ['9.9.9', /"to" is "9.9.9"; expected .*r3 \(version 3.0.0\), r1 \(version 1.0.0\)/],
    ['2.0.0', /expected the id or version of a release that ended well/],
    ['r3', /the newest release, whose result the environment has; expected an older one: r1/],
  ])('is not %s', (to, told) => {
    const found = wanted(to, releases);
    expect(found.kind === 'wrong' && found.why).toMatch(told);
  });
});
