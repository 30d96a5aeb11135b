import '../stub/before-handlers.ts';
import type { AlarmHistoryItem, StateValue } from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/read-rollback-trigger/contract.ts';
import { handler } from '../../../lambdas/requests/read-rollback-trigger/handler.ts';
import { knownGood, later, moment, NOW, release, rollback, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';
import { told } from '../stub/told.ts';

const FIRED = '2026-11-24T14:09:30.000Z';
const alarm = (alarmName = '5xx', timestamp = FIRED) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: [`arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${alarmName}`],
  detail: { alarmName, state: { value: 'ALARM', timestamp, reason: 'Threshold Crossed' } },
});
const person = { reason: 'dashboards fail', criterion: 'monitoring-feedback' };
const input = (request: unknown): Input => ({
  request,
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
  executionName: 'e1',
  startedAt: NOW,
  moment: moment(),
  account: '111122223333',
  region: 'sa-east-1',
  alarms: [{ name: '5xx', criterion: 'end-user-impact', action: 'rollback' }],
  functionalities: ['surveys'],
  services: [{ name: 'web' }, { name: 'worker' }],
  oldestSeconds: 300,
  pointer: { parameter: '/survey/database/host', format: 'host' },
  mayDecide: true,
  language: 'en',
  timeZone: 'UTC',
  decisionWorkflow: 'knowngood-sandbox-decision',
});
const cloudwatch = (
  StateValue: StateValue,
  AlarmHistoryItems: AlarmHistoryItem[] = [],
  MetricName = 'HTTPCode_Target_5XX_Count',
) =>
  aws.on('monitoring', {
    DescribeAlarms: () => ({
      MetricAlarms: [{ AlarmName: '5xx', StateValue, Namespace: 'AWS/ApplicationELB', MetricName }],
    }),
    DescribeAlarmHistory: () => ({ AlarmHistoryItems }),
  });
const prepare = async () => {
  cloudwatch('ALARM');
  const executions = new Executions();
  executions.known['arn:execution'] = { status: 'RUNNING' };
  executions.play();
  await ledger.put('status', status({ status: 'releasing' }));
};
beforeEach(prepare);

describe('read-rollback-trigger', () => {
  it('acts on an alarm that fires, also during a release', async () => {
    expect(await handler(input(alarm()))).toEqual({
      id: '20261124141000-e1',
      trigger: { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: FIRED, reason: 'Threshold Crossed' },
      act: true,
      why: null,
      ...{ problems: [], drill: null },
    });
  });

  it('does not act on an alarm that the running release excuses', async () => {
    await ledger.put('status', status({ status: 'releasing', work: 'r2' }));
    const { request, ...record } = release({ id: 'r2' });
    await ledger.put('release#r2', { ...record, request: { ...request, ignoreAlarms: ['5xx'] } });
    expect(await handler(input(alarm()))).toMatchObject({ act: false, why: expect.stringMatching(/"ignoreAlarms"$/) });
  });

  it.each<[string, AlarmHistoryItem[], boolean]>([
    ['acts on one', [{ Timestamp: new Date(FIRED), HistorySummary: 'Alarm updated from OK to ALARM' }], true],
    ['does not act on one', [{ Timestamp: new Date(FIRED), HistorySummary: 'Alarm updated from ALARM to OK' }], false],
    [
      'does not act on one',
      [{ Timestamp: new Date(later(-600)), HistorySummary: 'Alarm updated from OK to ALARM' }],
      false,
    ],
    ['does not act on one', [], false],
  ])('%s that is over, by what its history says of that moment', async (_what, history, act) => {
    cloudwatch('OK', history);
    const why = act ? null : expect.stringMatching(/^CloudWatch knows of no change of the alarm "5xx" to ALARM at/);
    expect(await handler(input(alarm()))).toMatchObject({ act, why });
  });

  it('does not act on an alarm that the page rang already and that still looks back to it', async () => {
    const lastPage = { since: later(-600), until: later(-60) };
    await ledger.put('status', status({ status: 'releasing', lastPage }));
    const rang = (seconds: number): AlarmHistoryItem => ({
      Timestamp: new Date(later(seconds)),
      HistorySummary: 'Alarm updated from OK to ALARM',
    });
    cloudwatch('ALARM', [rang(-30), rang(-500)]);
    expect(await handler(input(alarm()))).toMatchObject({ act: false, why: expect.stringContaining(lastPage.until) });
    // It counts the page's answers, and nobody may have asked before the page's last minute.
    cloudwatch('ALARM', [rang(-30)], 'HTTPCode_ELB_5XX_Count');
    expect(await handler(input(alarm()))).toMatchObject({ act: false });
    // It counts what tasks answer, and did not ring while the page was up for longer than it looks back.
    cloudwatch('ALARM', [rang(-30)]);
    expect(await handler(input(alarm()))).toMatchObject({ act: true, why: null });
    await ledger.put(
      'status',
      status({ status: 'releasing', lastPage: { since: later(-6_000), until: later(-5_000) } }),
    );
    expect(await handler(input(alarm()))).toMatchObject({ act: true });
  });

  it('reports an alarm that is not configured, and does not ask CloudWatch', async () => {
    expect(await handler(input(alarm('forged')))).toMatchObject({
      act: false,
      why: 'the alarm "forged" is not configured',
    });
    expect(aws.calls).toEqual([]);
  });

  it('reports an alarm while a rollback is in hand', async () => {
    await ledger.put('status', status({ status: 'rolling-back' }));
    expect(await handler(input(alarm()))).toMatchObject({ act: false, why: expect.stringMatching(/is in hand: w1/) });
  });

  it('acts on a failed release without asking CloudWatch', async () => {
    const failedRelease = { release: 'r1', version: '2.0.0', error: 'ChecksFailed', cause: 'home answers 500' };
    expect(await handler(input({ failedRelease }))).toMatchObject({
      trigger: { kind: 'failed-release', release: 'r1', reason: 'Release 2.0.0 failed: home answers 500' },
      act: true,
    });
    expect(aws.called()).toEqual(['states:DescribeExecution']);
  });

  it.each<[string, unknown, RegExp]>([
    ['a wrong request', { reason: 'x' }, /"criterion" is missing/],
    ['an incident that nobody knows', { ...person, incident: 'i9' }, /no incident "i9" is in hand/],
    ['an unknown release', { ...person, to: '9.9.9' }, /"to" is "9.9.9"; expected the id or version of a release/],
  ])('refuses a person with %s: RequestRefused', async (_what, request, message) => {
    await expect(handler(input(request))).rejects.toMatchObject(told('RequestRefused', message));
  });

  it('answers a dry run while a rollback runs with what would refuse it; a wrong request is refused all the same', async () => {
    await ledger.put('status', status({ status: 'rolling-back', incident: 'i1' }));
    expect(await handler(input({ ...person, dryRun: true }))).toMatchObject({
      act: true,
      problems: [expect.stringMatching(/^a rollback runs already: /)],
    });
    await ledger.put('status', status({ status: 'open' }));
    await expect(handler(input({ ...person, dryRun: true, incident: 'i9' }))).rejects.toMatchObject(
      told('RequestRefused', /no incident "i9" is in hand/),
    );
  });

  it('refuses a person while a rollback runs, and once it is dead asks for the incident: RequestRefused', async () => {
    await ledger.put('status', status({ status: 'rolling-back', incident: 'i1' }));
    await expect(handler(input(person))).rejects.toMatchObject(told('RequestRefused', /a rollback runs already/));
    await ledger.put(
      'status',
      status({ status: 'rolling-back', incident: 'i1', holder: 'arn:dead', since: later(-3_600) }),
    );
    await expect(handler(input(person))).rejects.toMatchObject(
      told('RequestRefused', /is unfinished.*"incident":"i1"/),
    );
    expect(await handler(input({ ...person, incident: 'i1' }))).toMatchObject({ act: true });
  });

  it('puts the id for the version of the release whose result is wanted', async () => {
    await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0' }));
    await ledger.put('release#r2', release({ id: 'r2', version: '2.0.0' }));
    expect(await handler(input({ ...person, to: '1.0.0' }))).toMatchObject({ trigger: { to: 'r1' }, act: true });
  });
});

describe.each([
  ['an alarm that is over', alarm(), ['monitoring:DescribeAlarms', 'monitoring:DescribeAlarmHistory']],
  ['a person who wants an older release', { ...person, to: 'r1' }, ['dynamodb:Query']],
])('read-rollback-trigger of %s', (_what, request, calls) => {
  everyCall({
    prepare: async () => {
      await prepare();
      cloudwatch('OK', [{ Timestamp: new Date(FIRED), HistorySummary: 'Alarm updated from OK to ALARM' }]);
      await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0' }));
      await ledger.put('release#r2', release({ id: 'r2', version: '2.0.0' }));
    },
    run: () => handler(input(request)),
    calls: [...calls, 'dynamodb:GetItem', 'states:DescribeExecution'],
  });
});

describe('a decision to go forward again', () => {
  const forward = { ...person, database: 'forward' };
  const live = { Address: 'survey-kg-1.rds', Port: 5432 };
  const prepare = async (pointer: string, ...instances: Parameters<typeof liveInstance>[0][]) => {
    await ledger.put('status', status());
    await ledger.put('release#r2', release({ id: 'r2', outcome: 'rolled-back', knownGood: knownGood() }));
    const serving = { resourceId: 'db-2', host: live.Address, port: live.Port };
    const ended = { outcome: 'done', release: 'r2', quarantined: 'survey', restored: 'survey-kg-1', serving } as const;
    await ledger.put('rollback#b1', rollback(ended));
    new Databases(instances.map((change) => liveInstance(change))).play();
    parameters(new Map([['/survey/database/host', pointer]]));
  };

  it('is acted on where the quarantined database is there, and the restored one serves', async () => {
    await prepare('survey-kg-1.rds', {});
    expect(await handler(input(forward))).toMatchObject({ act: true, trigger: { database: 'forward' } });
  });

  it('goes on where the pointer has moved already', async () => {
    await prepare('survey.rds', {});
    expect(await handler(input(forward))).toMatchObject({ act: true });
  });

  it('is acted on where RDS gives the quarantined database no endpoint: the pointer cannot be there', async () => {
    await prepare('survey-kg-1.rds', { Endpoint: undefined });
    expect(await handler(input(forward))).toMatchObject({ act: true });
    await prepare('elsewhere', { Endpoint: undefined });
    await expect(handler(input(forward))).rejects.toMatchObject({ name: 'RequestRefused' });
  });

  it.each<[string, string, Parameters<typeof liveInstance>[0][], RegExp]>([
    ['is gone', 'survey-kg-1.rds', [], /the quarantined database survey is not there any more/],
    ['has given its name to another', 'survey-kg-1.rds', [{ DbiResourceId: 'db-9' }], /survey is db-9; expected db-1/],
    [
      'is stopped',
      'survey-kg-1.rds',
      [{ DBInstanceStatus: 'stopped' }],
      /survey is stopped; expected an instance that/,
    ],
    [
      'is not what somebody has pointed at since',
      'elsewhere',
      [{}],
      /the pointer holds "elsewhere"; expected "survey-kg-1/,
    ],
  ])('is refused where that database %s, and nothing is touched', async (_what, pointer, instances, told_) => {
    await prepare(pointer, ...instances);
    const before = await ledger.all();
    await expect(handler(input(forward))).rejects.toMatchObject({
      name: 'RequestRefused',
      message: expect.stringMatching(told_),
    });
    expect(await ledger.all()).toEqual(before);
  });
});
