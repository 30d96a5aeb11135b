import '../stub/before-handlers.ts';
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/observation/look-at-alarms/contract.ts';
import { handler } from '../../../lambdas/observation/look-at-alarms/handler.ts';
import { later, moment, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: later(-600),
  minutes: 10,
  alarms: [
    { name: '5xx', criterion: 'availability', action: 'rollback' },
    { name: 'slow', criterion: 'end-user-impact', action: 'notify' },
  ],
  ignore: [],
  failOnAlarm: true,
  afterFence: false,
  requests: null,
  ...change,
});
const prepare = (states: Record<string, StateValue> = { '5xx': 'OK', slow: 'OK' }, secondsAgo = 120) =>
  aws.on('monitoring', {
    DescribeAlarms: ({ AlarmNames = [] }) => ({
      MetricAlarms: AlarmNames.filter((name) => name in states).map((AlarmName) => ({
        AlarmName,
        StateValue: states[AlarmName],
        StateReason: 'Threshold Crossed',
        StateTransitionedTimestamp: new Date(later(-secondsAgo)),
      })),
      CompositeAlarms: [],
    }),
  });
beforeEach(() => prepare());

describe('look-at-alarms', () => {
  it('ends a quiet watch when its time is over, and not before', async () => {
    expect(await handler(input())).toEqual({ over: true, firing: [], observed: true });
    expect(await handler(input({ minutes: 11 }))).toMatchObject({ over: false });
  });

  it('fails with AlarmFired when an alarm that rolls back fires, and its event has not come', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' });
    await expect(handler(input())).rejects.toMatchObject(told('AlarmFired', /fired: 5xx \(Threshold Crossed\)/));
  });

  it('leaves an alarm that has just fired to its own event, and the watch open', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' }, 30);
    expect(await handler(input())).toEqual({ over: false, firing: ['5xx'], observed: true });
  });

  it.each([
    ['that only notifies', { '5xx': 'OK', slow: 'ALARM' }, {}, ['slow']],
    ['in the watch of a rollback', { '5xx': 'ALARM', slow: 'OK' }, { failOnAlarm: false }, ['5xx']],
    ['that was excused', { '5xx': 'ALARM', slow: 'OK' }, { ignore: ['5xx'] }, []],
  ] as const)('only tells of an alarm %s', async (_which, states, change, firing) => {
    prepare(states);
    expect(await handler(input(change))).toMatchObject({ over: true, firing });
  });

  it('gives an alarm that our own fence rang its window to recover, and the watch no end before', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' }, 700);
    const fenced = { since: later(-110), minutes: 1, afterFence: true };
    expect(await handler(input(fenced))).toEqual({ over: false, firing: [], observed: true });
    await expect(handler(input({ ...fenced, since: later(-121) }))).rejects.toMatchObject(told('AlarmFired'));
    await expect(handler(input({ ...fenced, afterFence: false }))).rejects.toMatchObject(told('AlarmFired'));
  });

  it('gives a composite alarm the window of those below it, and ten minutes where nobody knows them', async () => {
    const composite = { AlarmName: '5xx', AlarmRule: 'ALARM("rate") OR ALARM("tail")', StateValue: 'ALARM' as const };
    const below = ['rate', 'tail'].map((AlarmName) => ({ AlarmName, StateValue: 'ALARM' as const, Period: 60 }));
    const play = (known: typeof below) =>
      aws.on('monitoring', {
        DescribeAlarms: ({ AlarmNames = [] }) => ({
          MetricAlarms: known
            .filter(({ AlarmName }) => AlarmNames.includes(AlarmName))
            .map((alarm) => ({ ...alarm, EvaluationPeriods: 2 })),
          CompositeAlarms: AlarmNames.includes('5xx')
            ? [{ ...composite, StateTransitionedTimestamp: new Date(later(-200)) }]
            : [],
        }),
      });
    const fenced = { minutes: 1, afterFence: true };
    play(below);
    expect(await handler(input({ ...fenced, since: later(-230) }))).toMatchObject({ over: false, firing: [] });
    await expect(handler(input({ ...fenced, since: later(-241) }))).rejects.toMatchObject(told('AlarmFired'));
    play([]);
    expect(await handler(input({ ...fenced, since: later(-241) }))).toMatchObject({ over: false, firing: [] });
  });

  it('gives no time to an alarm that rings since the watch began, also behind a fence', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' }, 120);
    await expect(handler(input({ since: later(-540), afterFence: true }))).rejects.toMatchObject(told('AlarmFired'));
  });

  it('of a rollback waits for the alarm that started it, and calls for people where it goes on', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' }, 900);
    const rollback = { minutes: 5, failOnAlarm: false, afterFence: true };
    expect(await handler(input({ ...rollback, since: later(-360) }))).toMatchObject({ over: false, firing: [] });
    expect(await handler(input({ ...rollback, since: later(-660) }))).toMatchObject({ over: true, firing: ['5xx'] });
  });

  it('says that it observed nothing where no alarm has data', async () => {
    prepare({ '5xx': 'INSUFFICIENT_DATA' });
    expect(await handler(input())).toEqual({ over: true, firing: [], observed: false });
  });

  it('asks for a hundred alarms a call', async () => {
    const alarms = Array.from({ length: 101 }, (_, n) => ({ ...firstOf(input().alarms), name: `a${n}` }));
    await handler(input({ alarms }));
    expect(aws.inputs('monitoring:DescribeAlarms').map((call) => (call['AlarmNames'] as string[]).length)).toEqual([
      100, 1,
    ]);
  });

  describe('with a minimum of requests', () => {
    const BALANCER = 'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/survey/50dc/f2f7';
    const GROUP = 'arn:aws:elasticloadbalancing:sa-east-1:111122223333:targetgroup';
    const requests = {
      minimum: 100,
      cluster: 'survey',
      services: ['web', 'worker'],
      listeners: [{ name: 'https', arn: BALANCER, url: 'https://x', targetGroups: [`${GROUP}/more/2`] }],
    };
    /** What CloudWatch counted of each group, in two periods on two pages. */
    const counts = (byGroup: Record<string, readonly number[]>) => {
      prepare();
      playServices([
        { ...steady('web', 'td:1'), loadBalancers: [{ targetGroupArn: `${GROUP}/web/1` }] },
        steady('worker', 'td:1', 1),
      ]);
      aws.on('monitoring', {
        GetMetricData: ({ MetricDataQueries = [], NextToken }) => ({
          MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
            const group = MetricStat?.Metric?.Dimensions?.find(({ Name }) => Name === 'TargetGroup')?.Value ?? '';
            return { Id, Values: [byGroup[group]?.[NextToken === undefined ? 0 : 1] ?? []].flat() };
          }),
          ...(NextToken === undefined ? { NextToken: '2' } : {}),
        }),
      });
    };

    it.each<[string, Record<string, readonly number[]>, boolean]>([
      [
        'so many came, in several minutes, pages and groups',
        { 'targetgroup/web/1': [60, 20], 'targetgroup/more/2': [20] },
        true,
      ],
      ['one fewer came', { 'targetgroup/web/1': [60, 20], 'targetgroup/more/2': [19] }, false],
      ['nobody came, though every alarm is OK', {}, false],
      ['others came, on the same load balancer', { 'targetgroup/crm/9': [900] }, false],
    ])('is observed or not: %s', async (_what, byGroup, observed) => {
      counts(byGroup);
      expect(await handler(input({ requests }))).toEqual({ over: true, firing: [], observed });
    });

    it('asks from the first full minute of the watch on, once it is over', async () => {
      counts({ 'targetgroup/web/1': [100] });
      const since = later(-659.5);
      expect(await handler(input({ requests, since, minutes: 12 }))).toMatchObject({ over: false, observed: true });
      expect(aws.inputs('monitoring:GetMetricData')).toEqual([]);
      await handler(input({ requests, since }));
      expect(aws.inputs('monitoring:GetMetricData')[0]).toMatchObject({
        StartTime: new Date(later(-600)),
        EndTime: new Date(later(0)),
        MetricDataQueries: expect.arrayContaining([
          expect.objectContaining({
            MetricStat: expect.objectContaining({
              Metric: expect.objectContaining({
                Dimensions: [
                  { Name: 'LoadBalancer', Value: 'app/survey/50dc' },
                  { Name: 'TargetGroup', Value: 'targetgroup/web/1' },
                ],
              }),
              Period: 60,
              Stat: 'Sum',
            }),
          }),
        ]),
      });
    });

    it('is never observed where no alarm had data', async () => {
      counts({ 'targetgroup/web/1': [900] });
      prepare({ '5xx': 'INSUFFICIENT_DATA', slow: 'INSUFFICIENT_DATA' });
      expect(await handler(input({ requests }))).toMatchObject({ over: true, observed: false });
    });

    everyCall({
      prepare: () => counts({ 'targetgroup/web/1': [60, 40] }),
      run: () => handler(input({ requests })),
      calls: ['monitoring:DescribeAlarms', 'dynamodb:GetItem', 'ecs:DescribeServices', 'monitoring:GetMetricData'],
    });
  });

  describe('while automation is off', () => {
    const off = (change: object = {}, rang: Record<string, string> = {}) =>
      ledger.put('automation', {
        ...{
          off: {
            since: later(-900),
            at: later(-900),
            until: later(600),
            reason: 'x',
            by: null,
            release: null,
            ...change,
          },
        },
        rang,
      });
    beforeEach(async () => {
      prepare({ '5xx': 'ALARM', slow: 'OK' });
      await ledger.put('status', status({ status: 'releasing', work: 'r2' }));
    });

    it('fails no release for an alarm, ends the watch in time, and calls nothing observed', async () => {
      await off();
      expect(await handler(input())).toEqual({ over: true, firing: ['5xx'], observed: false });
      expect(await handler(input({ minutes: 11 }))).toMatchObject({ over: false, firing: ['5xx'] });
      await off({ release: { id: 'r2', version: '2.0.0' } });
      expect(await handler(input())).toMatchObject({ over: true, observed: false });
    });

    it.each([
      ['for another release', { release: { id: 'r1', version: '1.0.0' } }],
      ['no longer', { until: later(-1) }],
    ])('fails it as ever where it is off %s: AlarmFired', async (_what, change) => {
      await off(change);
      await expect(handler(input())).rejects.toMatchObject(told('AlarmFired'));
    });

    it('calls nothing observed where an alarm rang for nothing during the watch, and is quiet again', async () => {
      prepare();
      await off({ until: later(-60) }, { '5xx': later(-300) });
      expect(await handler(input())).toEqual({ over: true, firing: [], observed: false });
      await off({ until: later(-60) }, { '5xx': later(-700) });
      expect(await handler(input())).toMatchObject({ observed: true });
    });
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['monitoring:DescribeAlarms', 'dynamodb:GetItem'],
  });
});

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('There is none.');
  return first;
}
