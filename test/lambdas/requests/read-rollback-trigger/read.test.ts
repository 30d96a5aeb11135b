import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/requests/read-rollback-trigger/contract.ts';
import { read } from '../../../../lambdas/requests/read-rollback-trigger/read.ts';

const alarmEvent = (change: { state?: object; previous?: object; name?: string; arn?: string } = {}) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [change.arn ?? `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${change.name ?? '5xx'}`],
  detail: {
    alarmName: change.name ?? '5xx',
    state: { value: 'ALARM', timestamp: '2026-11-24T14:09:30.000+0000', reason: 'Threshold Crossed', ...change.state },
    ...(change.previous && { previousState: change.previous }),
  },
});

const triggerInput = (request: unknown): Input => ({
  request,
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
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
  services: [{ name: 'web' }, { name: 'worker' }],
  oldestSeconds: 300,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  mayDecide: true,
  language: 'en',
  timeZone: 'UTC',
  decisionWorkflow: 'knowngood-sandbox-decision',
});

describe('what starts a rollback', () => {
  it('is an alarm event, with the criterion its configuration gives it', () => {
    expect(read(triggerInput(alarmEvent()))).toMatchObject({
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
      /is 4200 s old; at most 300 s/,
    ],
    [
      'a composite alarm whose actions its suppressor keeps back',
      alarmEvent({ state: { actionsSuppressedBy: 'WaitPeriod' }, previous: { value: 'OK' } }),
      /its actions are suppressed \(WaitPeriod\); the rollback starts if it is still in ALARM when that ends/,
    ],
    [
      'another kind of suppression',
      alarmEvent({
        state: { actionsSuppressedBy: 'Alarm' },
        previous: { value: 'ALARM', actionsSuppressedBy: 'WaitPeriod' },
      }),
      /its actions are suppressed \(Alarm\)/,
    ],
    ['an alarm that was in ALARM before', alarmEvent({ previous: { value: 'ALARM' } }), /that is no new change/],
    ['an event without a time', alarmEvent({ state: { timestamp: 'soon' } }), /tells no time that can be read/],
    ['an event of another kind', { 'detail-type': 'Scheduled Event' }, /not a CloudWatch alarm/],
  ])('%s is reported, not acted on', (_what, event, why) => {
    const reading = read(triggerInput(event));
    expect(reading.kind).toBe('reported');
    expect(reading.kind === 'reported' && reading.why).toMatch(why);
  });

  it.each([
    ['from OK', { value: 'OK' }],
    ['from a lack of data', { value: 'INSUFFICIENT_DATA' }],
    [
      'when its suppression ends, as CloudWatch then performs its actions',
      { value: 'ALARM', actionsSuppressedBy: 'WaitPeriod' },
    ],
  ])('a change to ALARM %s is acted on', (_what, previous) => {
    expect(read(triggerInput(alarmEvent({ previous }))).kind).toBe('read');
  });

  it.each([
    ['no reason', { criterion: 'history' }, /"reason"/],
    ['an unknown criterion', { reason: 'x', criterion: 'mood' }, /"criterion" is "mood"/],
    ['a negative loss', { reason: 'x', criterion: 'history', acceptLostWrites: -1 }, /acceptLostWrites/],
    ['an unknown functionality', { reason: 'x', criterion: 'history', affected: ['nps'] }, /"affected" names .* "nps"/],
    ['an incident without a name', { reason: 'x', criterion: 'history', incident: '' }, /"incident" is empty/],
    ['a failed release without its id', { failedRelease: { release: '' } }, /"failedRelease.release" is empty/],
    ['an unknown key', { reason: 'x', criterion: 'history', now: true }, /"now" is not a known key/],
  ])('a person with %s is refused', (_what, request, told) => {
    const reading = read(triggerInput(request));
    expect(reading.kind === 'refused' && reading.message).toMatch(told);
  });
});

describe('a reason that was copied and never filled in', () => {
  it.each(['…', '...', '-', '<reason>', '<why>', '<motivo>', 'TODO', 'n/a', '“…”', ' . . . '])(
    'is refused: %s',
    (reason) => {
      const reading = read(triggerInput({ reason, criterion: 'history' }));
      expect(reading.kind === 'refused' && reading.message).toMatch(/"reason" is the placeholder .*your own words/);
    },
  );
  it.each(['x', '503', 'Não abre', '障害', 'No reason was given by the customer'])('is none: %s', (reason) => {
    expect(read(triggerInput({ reason, criterion: 'history' })).kind).toBe('read');
  });
  it('is refused as the name of who asks, too', () => {
    const reading = read(triggerInput({ reason: 'x', criterion: 'history', requestedBy: '…' }));
    expect(reading.kind === 'refused' && reading.message).toMatch(/"requestedBy" is the placeholder/);
  });
});

describe('a decision that contradicts itself', () => {
  const decided = (more: object) => read(triggerInput({ reason: 'x', criterion: 'history', incident: 'i1', ...more }));
  it.each([
    ['restore and reopen', { database: 'restore', decision: 'reopen' }, /"database": "restore" contradicts "decision"/],
    ['keep and reopen', { database: 'keep', decision: 'reopen' }, /"database": "keep" contradicts "decision"/],
    ['a loss and reopen', { acceptLostWrites: 3, decision: 'reopen' }, /"acceptLostWrites" contradicts "decision"/],
    ['an unknown loss and reopen', { acceptLostWrites: 'unknown', decision: 'reopen' }, /"acceptLostWrites" contra/],
    ['a proof and reopen', { acceptProof: true, decision: 'reopen' }, /"acceptProof" contradicts "decision"/],
    ['an older release and reopen', { to: '1.0.0', decision: 'reopen' }, /"to" contradicts "decision"/],
    ['checks and reopen', { affected: ['surveys'], decision: 'reopen' }, /"affected" contradicts "decision"/],
    ['a loss and keep', { acceptLostWrites: 3, database: 'keep' }, /"acceptLostWrites" has no meaning with .*"keep"/],
    ['an older release and forward', { to: '1.0.0', database: 'forward' }, /"to" contradicts "database": "forward"/],
    ['forward and reopen', { database: 'forward', decision: 'reopen' }, /"database": "forward" contradicts "decision"/],
    ['a proof and keep', { acceptProof: true, database: 'keep' }, /"acceptProof" has no meaning with "database"/],
  ])('is refused: %s', (_what, more, told) => {
    const reading = decided(more);
    expect(reading.kind === 'refused' && reading.message).toMatch(told);
    expect(reading.kind === 'refused' && reading.message).toMatch(/nothing was touched/);
  });
  it('names every contradiction at once', () => {
    const reading = decided({ database: 'keep', decision: 'reopen', acceptLostWrites: 1 });
    expect(reading.kind === 'refused' && reading.message).toMatch(/"database": "keep".*; "acceptLostWrites"/);
  });
  it.each([
    ['restore, with its loss', { database: 'restore', acceptLostWrites: 'unknown', acceptProof: true }],
    ['by policy, with a loss', { acceptLostWrites: 3 }],
    ['keep', { database: 'keep' }],
    ['forward, with its loss', { database: 'forward', acceptLostWrites: 3, acceptProof: true }],
    ['reopen', { decision: 'reopen' }],
    ['reopen, the policy named', { decision: 'reopen', database: 'policy', acceptProof: false }],
  ])('is none: %s', (_what, more) => {
    expect(decided(more).kind).toBe('read');
  });
});

describe('a failed release', () => {
  const failed = (cause: string) => ({
    failedRelease: { release: 'r1', version: '2.0.0', error: 'ChecksFailed', cause },
  });
  it.each([
    ['its cause', 'home answers 500', 'Release 2.0.0 failed: home answers 500'],
    ['its error, where there is no cause', '', 'Release 2.0.0 failed: ChecksFailed'],
  ])('starts its rollback, with %s as the reason', (_what, cause, reason) => {
    expect(read(triggerInput(failed(cause)))).toMatchObject({
      kind: 'read',
      trigger: { kind: 'failed-release', release: 'r1', reason },
    });
  });
});

describe('the door that only asks for a rollback', () => {
  it.each([
    ['incident', { incident: 'i1' }],
    ['acceptLostWrites', { acceptLostWrites: 3 }],
    ['acceptProof', { acceptProof: true }],
    ['decision', { decision: 'reopen' }],
  ])('takes no %s, and names the door that does', (key, decides) => {
    const request = { reason: 'x', criterion: 'history', ...decides };
    expect(read(triggerInput(request)).kind).toBe('read');
    const reading = read({ ...triggerInput(request), mayDecide: false });
    expect(reading.kind === 'refused' && reading.message).toMatch(
      new RegExp(`"${key}" decides about an incident.*expected a start of knowngood-sandbox-decision`),
    );
  });
});

it('going forward again is a decision: the door for requests names the other one', () => {
  const asked = { reason: 'x', criterion: 'history', database: 'forward' };
  const reading = read({ ...triggerInput(asked), mayDecide: false });
  expect(reading.kind === 'refused' && reading.message).toMatch(
    /^The .*"database": "forward" decides about an incident/,
  );
});
