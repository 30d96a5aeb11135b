import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/read-rollback-trigger/contract.ts';
import { handler } from '../../../lambdas/requests/read-rollback-trigger/handler.ts';
import { moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';

const ALARM = 'arn:aws:cloudwatch:sa-east-1:111122223333:alarm:5xx';

const event = (change: object = {}, detail: object = {}) => ({
  ...{ source: 'knowngood.drill', 'detail-type': 'knowngood-drill', resources: [ALARM] },
  detail: {
    ...{ alarmName: '5xx', drill: { id: 'd-1', requestedBy: 'Ana' } },
    state: { value: 'ALARM', timestamp: '1999-01-01T00:00:00.000Z', reason: 'drill' },
    ...detail,
  },
  ...change,
});

const input = (request: unknown, change: Partial<Input> = {}): Input => ({
  ...{ request, executionName: 'e1', startedAt: NOW, moment: moment(), account: '111122223333', region: 'sa-east-1' },
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e',
  alarms: [
    { name: '5xx', criterion: 'end-user-impact', action: 'rollback' },
    { name: 'cpu', criterion: 'availability', action: 'notify' },
  ],
  ...{ functionalities: [], services: [{ name: 'web' }], oldestSeconds: 300, mayDecide: false, language: 'en' },
  ...{ timeZone: 'UTC', decisionWorkflow: 'knowngood-sandbox-decision' },
  pointer: { parameter: '/survey/database/host', format: 'host' },
  ...change,
});

describe('a drill', () => {
  beforeEach(async () => {
    // CloudWatch is not played: that the alarm is in ALARM nobody asks.
    new Executions().play();
    await ledger.put('status', status({ status: 'open', holder: null }));
  });

  it('is read as the alarm that it stands for, and is never acted on', async () => {
    expect(await handler(input(event()))).toEqual({
      id: '20261124141000-e1',
      trigger: { kind: 'alarm', alarm: '5xx', criterion: 'end-user-impact', at: moment().now, reason: 'drill' },
      act: false,
      // What a workflow tells that knows of no drill.
      why: 'it is a drill (d-1), in which nothing is touched',
      problems: [],
      drill: { id: 'd-1', requestedBy: 'Ana' },
    });
  });

  it.each([
    [
      'an alarm that only notifies',
      event({ resources: [ALARM.replace('5xx', 'cpu')] }, { alarmName: 'cpu' }),
      /notify only/,
    ],
    ['an alarm that is not configured', event({}, { alarmName: 'other' }), /"other" is not configured/],
    ['another alarm than it names', event({ resources: [ALARM.replace('5xx', 'cpu')] }), /names the alarm .*:cpu/],
  ])('says what would hold %s back', async (_what, request, why) => {
    const read = await handler(input(request));
    expect(read).toMatchObject({ act: false, problems: [expect.stringMatching(why)], drill: { id: 'd-1' } });
  });

  it('says that automation is off, and does not note that an alarm rang', async () => {
    const until = '2999-11-24T16:10:00.000Z';
    const off = { since: NOW, at: NOW, until, reason: 'Load test', by: 'Ana', release: null };
    await ledger.put('automation', { off, rang: {} });
    const before = aws.calls.length;
    const read = await handler(input(event()));
    expect(read).toMatchObject({ act: false, problems: [expect.stringMatching(/has switched automation off/)] });
    expect(aws.calls.slice(before).filter(({ operation }) => /Put|Update|Transact|Delete/.test(operation))).toEqual([]);
  });

  it('during a rollback says that one is in hand', async () => {
    await ledger.put('status', status({ status: 'rolling-back' }));
    const read = await handler(input(event()));
    expect(read).toMatchObject({ act: false, drill: { id: 'd-1' }, problems: [expect.stringMatching(/./)] });
  });

  /** The harm: what is marked by halves must be neither a drill that hides an alarm nor an alarm. */
  it.each([
    ['the source of an alarm', { source: 'aws.cloudwatch' }, {}],
    ['the kind of an alarm', { 'detail-type': 'CloudWatch Alarm State Change' }, {}],
    ['no mark', {}, { drill: undefined }],
    ['a mark that is no text', {}, { drill: { id: 7 } }],
    ['a mark with a line of its own', {}, { drill: { id: 'd\nRollback done' } }],
  ])('with %s is none, and starts nothing', async (_what, change, detail) => {
    const read = await handler(input(event(change, detail)));
    expect(read).toMatchObject({ act: false, drill: null });
  });

  it('of an alarm is none: a mark within its event changes nothing', async () => {
    const fired = { ...event({ source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' }) };
    const timestamp = NOW;
    aws.on('monitoring', {
      DescribeAlarms: () => ({ MetricAlarms: [{ AlarmName: '5xx', StateValue: 'ALARM' }] }),
      DescribeAlarmHistory: () => ({ AlarmHistoryItems: [] }),
    });
    const request = { ...fired, detail: { ...fired.detail, state: { ...fired.detail.state, timestamp } } };
    expect(await handler(input(request))).toMatchObject({ act: true, drill: null });
  });

  it('takes no text of an event for a line of its own', async () => {
    const requestedBy = `Ana\nNobody has to act.\u2028${'x'.repeat(300)}`;
    const read = await handler(input(event({}, { drill: { id: 'd-1', requestedBy } })));
    expect(read.drill?.requestedBy).toMatch(/^Ana Nobody has to act\. x+$/);
    expect(read.drill?.requestedBy?.length).toBeLessThanOrEqual(120);
  });
});
