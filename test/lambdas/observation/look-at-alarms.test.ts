import '../stub/before-handlers.ts';
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/observation/look-at-alarms/contract.ts';
import { handler } from '../../../lambdas/observation/look-at-alarms/handler.ts';
import { later, moment } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
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

  it('gives an alarm that our own fence rang ten minutes to recover, and the watch no end before', async () => {
    prepare({ '5xx': 'ALARM', slow: 'OK' }, 700);
    const fenced = { since: later(-540), minutes: 5, afterFence: true };
    expect(await handler(input(fenced))).toEqual({ over: false, firing: [], observed: true });
    await expect(handler(input({ ...fenced, since: later(-601) }))).rejects.toMatchObject(told('AlarmFired'));
    await expect(handler(input({ ...fenced, afterFence: false }))).rejects.toMatchObject(told('AlarmFired'));
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

  everyCall({ prepare: () => prepare(), run: () => handler(input()), calls: ['monitoring:DescribeAlarms'] });
});

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('There is none.');
  return first;
}
