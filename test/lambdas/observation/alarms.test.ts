import '../stub/before-handlers.ts';
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import { alarmChanges, alarmStates, alarmsWithChildren, hasFired } from '../../../lambdas/observation/alarms.ts';
import type { Kernel } from '../../../sandbox/kernel/kernel.ts';
import { createCloudwatch } from '../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { create } from '../../sandbox/processes/fake-kernel.ts';
import { later, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';

/** The sandbox's CloudWatch, whose pages and types of alarms are CloudWatch's. Its alarms move when a test moves them. */
let now: number;
let cloudwatch: ReturnType<typeof createCloudwatch>;
beforeEach(() => {
  now = Date.parse(NOW);
  const clock = { now: () => now, sleep: () => new Promise(() => undefined) };
  const kernel = { clock, account: '111122223333', region: 'sa-east-1', publish: () => undefined };
  cloudwatch = createCloudwatch(kernel as unknown as Kernel);
  aws.on('monitoring', cloudwatch.handlers);
});

const metric = (AlarmName: string) =>
  create(cloudwatch, 'AWS::CloudWatch::Alarm', {
    AlarmName,
    Namespace: 'Survey',
    MetricName: 'errors',
    Statistic: 'Sum',
    Period: 60,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
const composite = (AlarmName: string, AlarmRule: string) =>
  create(cloudwatch, 'AWS::CloudWatch::CompositeAlarm', { AlarmName, AlarmRule });
const become = (AlarmName: string, StateValue: StateValue) =>
  cloudwatch.handlers.SetAlarmState?.(
    { AlarmName, StateValue, StateReason: 'Threshold Crossed' },
    { principal: { arn: 'arn:person' } },
  );

describe('the changes of an alarm', () => {
  it.each(['alarm', 'composite'])('are those of that time alone, the oldest first, of every type: %s', async (name) => {
    await metric('alarm');
    await composite('composite', 'ALARM(alarm)');
    const at = async (seconds: number, state: StateValue) => {
      now = Date.parse(later(seconds));
      await become('alarm', state);
    };
    await at(10, 'OK');
    await at(100, 'ALARM');
    await at(200, 'OK');
    await at(900, 'ALARM');
    const changes = await alarmChanges(name, new Date(later(50)), new Date(later(300)));
    expect(changes).toEqual([
      { alarm: name, at: later(100), what: expect.stringMatching(/to ALARM$/) },
      { alarm: name, at: later(200), what: expect.stringMatching(/to OK$/) },
    ]);
    expect(aws.inputs('monitoring:DescribeAlarmHistory')).toMatchObject([{ ScanBy: 'TimestampDescending' }]);
  });
});

describe('the states of alarms', () => {
  it.each([0, 1, 50, 51, 100, 101, 250])('are all read: %i of them', async (count) => {
    const names = Array.from({ length: count }, (_, n) => `alarm-${n}`);
    for (const name of names) await metric(name);
    if (count > 0) await become('alarm-0', 'ALARM');
    const states = await alarmStates(names);
    expect([...states.keys()].sort()).toEqual([...names].sort());
    if (count > 0)
      expect(states.get('alarm-0')).toMatchObject({ value: 'ALARM', reason: 'Threshold Crossed', changedAt: NOW });
  });

  it('are all read, however few of them CloudWatch gives a page', async () => {
    const names = Array.from({ length: 51 }, (_, n) => `alarm-${n}`);
    for (const name of names) await metric(name);
    aws.on('monitoring', {
      DescribeAlarms: (input, call) => cloudwatch.handlers.DescribeAlarms?.({ ...input, MaxRecords: 20 }, call) ?? {},
    });
    expect((await alarmStates(names)).size).toBe(51);
    expect(aws.inputs('monitoring:DescribeAlarms')).toHaveLength(3);
  });

  it('are those of composite alarms, too; what is not there is absent', async () => {
    await metric('5xx');
    await composite('outage', 'ALARM("5xx")');
    await become('5xx', 'ALARM');
    const states = await alarmStates(['5xx', 'outage', 'gone']);
    expect([...states].map(([name, { value }]) => [name, value])).toEqual([
      ['5xx', 'ALARM'],
      ['outage', 'ALARM'],
    ]);
  });
});

describe('an alarm that is over', () => {
  beforeEach(async () => {
    await metric('5xx');
    await composite('outage', 'ALARM("5xx")');
    await composite('region', 'ALARM("outage")');
  });

  it.each(['5xx', 'outage', 'region'])('has fired by its history: %s', async (name) => {
    await become('5xx', 'ALARM');
    now += 20_000;
    await become('5xx', 'OK');
    expect((await alarmStates([name])).get(name)?.value).toBe('OK');
    expect(await hasFired(name, NOW)).toBe(true);
    expect(await hasFired(name, later(59))).toBe(true);
    expect(await hasFired(name, later(61))).toBe(false);
    expect(await hasFired(name, later(-61))).toBe(false);
  });

  it.each(['5xx', 'outage', 'region'])('has not fired where its history says otherwise: %s', async (name) => {
    await become('5xx', 'OK');
    expect(await hasFired(name, NOW)).toBe(false);
  });

  it('has fired where that stands on a later page of its history', async () => {
    await become('5xx', 'ALARM');
    for (let n = 0; n < 120; n++) {
      now += 100;
      await become('5xx', n % 2 === 0 ? 'OK' : 'INSUFFICIENT_DATA');
    }
    expect(await hasFired('5xx', NOW)).toBe(true);
    expect(aws.inputs('monitoring:DescribeAlarmHistory')).toHaveLength(2);
  });

  it('is not asked for its history while it fires', async () => {
    await become('5xx', 'ALARM');
    expect(await hasFired('outage', later(-3_600))).toBe(true);
    expect(aws.inputs('monitoring:DescribeAlarmHistory')).toEqual([]);
  });
});

describe('what alarms look at', () => {
  it('is as many periods as they evaluate, of metric math the longest', async () => {
    await create(cloudwatch, 'AWS::CloudWatch::Alarm', {
      AlarmName: 'math',
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [
        { Id: 'rate', Expression: 'errors / requests', Period: 60 },
        { Id: 'errors', ReturnData: false, MetricStat: { Period: 300, Stat: 'Sum', Metric: { MetricName: 'errors' } } },
      ],
    });
    await metric('5xx');
    const states = await alarmStates(['math', '5xx']);
    expect([states.get('math')?.windowSeconds, states.get('5xx')?.windowSeconds]).toEqual([900, 60]);
    expect(states.get('math')?.metrics).toEqual([' errors']);
  });

  it('of a composite alarm are the alarms that its rule names, level by level', async () => {
    await metric('5xx');
    await metric('slow one');
    await composite('inner', 'ALARM("slow one") OR OK(5xx)');
    await composite('outer', 'ALARM(arn:aws:cloudwatch:sa-east-1:111122223333:alarm:inner) AND NOT ALARM(5xx)');
    const states = await alarmsWithChildren(['outer']);
    expect([...states.keys()].sort()).toEqual(['5xx', 'inner', 'outer', 'slow one']);
    expect(states.get('outer')).toMatchObject({ windowSeconds: null, children: ['inner', '5xx'] });
  });

  it('a composite alarm may be in ALARM and have its actions kept back', async () => {
    await metric('5xx');
    await metric('deployment');
    await create(cloudwatch, 'AWS::CloudWatch::CompositeAlarm', {
      AlarmName: 'outage',
      AlarmRule: 'ALARM(5xx)',
      ActionsSuppressor: 'deployment',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
    });
    await become('deployment', 'ALARM');
    await become('5xx', 'ALARM');
    expect((await alarmStates(['outage'])).get('outage')).toMatchObject({ value: 'ALARM', suppressed: true });
    now += 10_000;
    await become('deployment', 'OK');
    expect((await alarmStates(['outage'])).get('outage')).toMatchObject({ value: 'ALARM', suppressed: true });
  });
});
