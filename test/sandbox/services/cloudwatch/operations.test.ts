import type { AlarmType, DescribeAlarmHistoryInput, DescribeAlarmsInput, StateValue } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudWatch, createCloudwatch } from '../../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { evaluateRule } from '../../../../sandbox/services/cloudwatch/rule.ts';
import { create, type FakeKernel, fakeKernel, PERSON } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const BOTH: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];

let kernel: FakeKernel;
let cloudwatch: CloudWatch;
const alarm = (AlarmName: string) =>
  create(cloudwatch, 'AWS::CloudWatch::Alarm', {
    AlarmName,
    Namespace: 'Survey',
    MetricName: AlarmName,
    Statistic: 'Sum',
    Period: 86_400,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
const composite = (AlarmName: string, AlarmRule: string) =>
  create(cloudwatch, 'AWS::CloudWatch::CompositeAlarm', { AlarmName, AlarmRule });
const set = (AlarmName: string, value: StateValue) =>
  cloudwatch.handlers.SetAlarmState?.({ AlarmName, StateValue: value, StateReason: 'a test' }, call);
const alarms = async (input: DescribeAlarmsInput) => (await cloudwatch.handlers.DescribeAlarms?.(input, call)) ?? {};
const history = async (input: DescribeAlarmHistoryInput) =>
  (await cloudwatch.handlers.DescribeAlarmHistory?.(input, call)) ?? {};

beforeEach(() => {
  kernel = fakeKernel(1);
  cloudwatch = createCloudwatch(kernel);
});
afterEach(() => cloudwatch.close?.());

describe('a composite alarm', () => {
  beforeEach(async () => {
    await alarm('5xx');
    await alarm('slow');
    await composite('outage', 'ALARM("5xx") AND (ALARM(slow) OR NOT OK(slow))');
    await composite('any', `ALARM("outage") OR ALARM(arn:aws:cloudwatch:sa-east-1:111122223333:alarm:slow)`);
  });
  const states = async () =>
    Object.fromEntries(
      ((await alarms({ AlarmTypes: ['CompositeAlarm'] })).CompositeAlarms ?? []).map((a) => [
        a.AlarmName,
        a.StateValue,
      ]),
    );

  it('is what its rule says of other alarms, composite ones too, and tells of it as any alarm does', async () => {
    expect(await states()).toEqual({ outage: 'OK', any: 'OK' });
    await set('5xx', 'ALARM');
    expect(await states()).toEqual({ outage: 'ALARM', any: 'ALARM' });
    await set('slow', 'OK');
    expect(await states()).toEqual({ outage: 'OK', any: 'OK' });
    const told = kernel.published.filter(({ detail }) => (detail as { alarmName?: string }).alarmName === 'outage');
    expect(told.map(({ detail }) => detail)).toMatchObject([
      { state: { value: 'ALARM' }, configuration: { alarmRule: expect.stringContaining('ALARM("5xx")') } },
      { state: { value: 'OK' } },
    ]);
  });

  it('is described only to who asks for its type', async () => {
    const names = async (AlarmTypes?: AlarmType[]) => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await alarms(AlarmTypes === undefined ? {} : { AlarmTypes });
      return [MetricAlarms, CompositeAlarms].map((found) => found.map(({ AlarmName }) => AlarmName));
    };
    expect(await names()).toEqual([['5xx', 'slow'], []]);
    expect(await names(['CompositeAlarm'])).toEqual([[], ['outage', 'any']]);
    expect(await names(BOTH)).toEqual([
      ['5xx', 'slow'],
      ['outage', 'any'],
    ]);
  });

  it('has a history only for who asks for its type', async () => {
    await set('5xx', 'ALARM');
    expect((await history({ AlarmName: 'outage' })).AlarmHistoryItems).toEqual([]);
    expect((await history({ AlarmName: 'outage', AlarmTypes: BOTH })).AlarmHistoryItems).toMatchObject([
      { AlarmName: 'outage', AlarmType: 'CompositeAlarm', HistorySummary: 'Alarm updated from OK to ALARM' },
    ]);
    expect((await history({ AlarmName: '5xx' })).AlarmHistoryItems).toHaveLength(1);
  });

  it('has it only for a permission on every alarm', () => {
    const check = cloudwatch.access['DescribeAlarmHistory'] as (input: DescribeAlarmHistoryInput) => object[];
    const action = 'cloudwatch:DescribeAlarmHistory';
    expect(check({ AlarmName: 'outage', AlarmTypes: BOTH })).toEqual([{ action, resource: '*' }]);
    expect(check({ AlarmName: '5xx' })).toEqual([
      { action, resource: 'arn:aws:cloudwatch:sa-east-1:111122223333:alarm:5xx' },
    ]);
  });
});

describe('the rule of a composite alarm', () => {
  const stateOf = (name: string) =>
    ({ a: 'ALARM', o: 'OK', i: 'INSUFFICIENT_DATA', 'of (us)': 'ALARM' })[name] as StateValue;
  it.each([
    ['ALARM(a)', true],
    ['ALARM("a")', true],
    ['ALARM("of (us)")', true],
    ['OK(a)', false],
    ['INSUFFICIENT_DATA(i)', true],
    ['ALARM(gone)', false],
    ['NOT ALARM(gone)', true],
    ['TRUE AND NOT FALSE', true],
    ['ALARM(a) OR OK(a) AND FALSE', true],
    ['(ALARM(a) OR OK(a)) AND FALSE', false],
  ])('%s is %s', (rule, holds) => {
    expect(evaluateRule(rule, stateOf)).toBe(holds);
  });
  it.each(['AT_LEAST(2, ALARM, (a))', 'ALARM(a', 'ALARM(a) ALARM(o)', '"', 'ALARM(a) "'])('%s is refused', (rule) => {
    expect(() => evaluateRule(rule, stateOf)).toThrow(/rule/);
  });
});

describe('a page', () => {
  it('of alarms has fifty unless others are asked for, and a hundred at most', async () => {
    for (let n = 0; n < 120; n++) await alarm(`a${n}`);
    const sizes = async (MaxRecords?: number) => {
      const found: number[] = [];
      let NextToken: string | undefined;
      do {
        const answer = await alarms({ ...(MaxRecords === undefined ? {} : { MaxRecords }), NextToken });
        found.push(answer.MetricAlarms?.length ?? 0);
        NextToken = answer.NextToken;
      } while (NextToken !== undefined);
      return found;
    };
    expect(await sizes()).toEqual([50, 50, 20]);
    expect(await sizes(100)).toEqual([100, 20]);
    await expect(async () => await sizes(101)).rejects.toThrow(/maxRecords/);
    await expect(async () => await alarms({ NextToken: 'another' })).rejects.toThrow(/next token/);
  });

  it('of history goes on where the last one ended', async () => {
    await alarm('5xx');
    for (const value of ['ALARM', 'OK', 'ALARM'] as const) await set('5xx', value);
    const first = await history({ AlarmName: '5xx', MaxRecords: 2 });
    const { NextToken } = first;
    const second = await history({ AlarmName: '5xx', MaxRecords: 2, NextToken });
    const summaries = [first, second].map((page) => page.AlarmHistoryItems?.map((item) => item.HistorySummary));
    expect(summaries).toEqual([
      ['Alarm updated from OK to ALARM', 'Alarm updated from ALARM to OK'],
      ['Alarm updated from INSUFFICIENT_DATA to ALARM'],
    ]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('metric data', () => {
  const get = async (StartTime: number, EndTime: number) =>
    (
      await cloudwatch.handlers.GetMetricData?.(
        {
          StartTime: new Date(StartTime),
          EndTime: new Date(EndTime),
          MetricDataQueries: [
            {
              Id: 'm',
              MetricStat: {
                Metric: { Namespace: 'AWS/X', MetricName: 'RequestCount', Dimensions: [{ Name: 'A', Value: 'b' }] },
                Period: 60,
                Stat: 'Sum',
              },
            },
          ],
        },
        call,
      )
    )?.MetricDataResults?.[0];
  const put = (Value: string, ...values: number[]) =>
    cloudwatch.handlers.PutMetricData?.(
      {
        Namespace: 'AWS/X',
        MetricData: values.map((value) => ({
          MetricName: 'RequestCount',
          Dimensions: [{ Name: 'A', Value }],
          Value: value,
        })),
      },
      call,
    );

  it('is a value for each minute in which something was measured, of those dimensions alone', async () => {
    const now = kernel.clock.now();
    expect(await get(now - 600_000, now + 60_000)).toMatchObject({ Id: 'm', Values: [], Timestamps: [] });
    await put('b', 2, 3);
    await put('other', 9);
    expect(await get(now - 600_000, kernel.clock.now() + 60_000)).toMatchObject({
      Values: [5],
      StatusCode: 'Complete',
    });
  });

  it('may be published in the namespaces that a policy names', () => {
    const checks = cloudwatch.access['PutMetricData']?.({ Namespace: 'KnownGood' } as never, call);
    expect(checks).toEqual([
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': 'KnownGood' } },
    ]);
  });

  it('is refused for a time that ends before it begins', async () => {
    await expect(get(60_000, 0)).rejects.toThrow(/StartTime must be less than/);
  });
});
