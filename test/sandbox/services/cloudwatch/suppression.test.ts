import { beforeEach, expect, it } from 'vitest';
import type { Kernel } from '../../../../sandbox/kernel/kernel.ts';
import { createCloudwatch } from '../../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { create, PERSON } from '../../processes/fake-kernel.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
interface Event {
  readonly detail: {
    readonly alarmName: string;
    readonly state: { readonly value: string; readonly actionsSuppressedBy?: string };
    readonly previousState: { readonly value: string; readonly actionsSuppressedBy?: string };
  };
}
let now: number;
let wake: (() => void)[];
let events: Event[];
let acted: number;
let cloudwatch: ReturnType<typeof createCloudwatch>;
const become = (AlarmName: string, StateValue: 'OK' | 'ALARM') =>
  cloudwatch.handlers.SetAlarmState?.({ AlarmName, StateValue, StateReason: 'by hand' }, { principal: PERSON });
const ofComposite = () =>
  events
    .filter(({ detail }) => detail.alarmName === 'outage')
    .map(({ detail: { previousState: from, state: to } }) => [
      `${from.value} ${from.actionsSuppressedBy ?? ''}`.trim(),
      `${to.value} ${to.actionsSuppressedBy ?? ''}`.trim(),
    ]);

beforeEach(async () => {
  [now, wake, events, acted] = [0, [], [], 0];
  const clock = { now: () => now, sleep: () => new Promise<void>((resolve) => wake.push(resolve)) };
  const kernel = {
    ...{ clock, account: '111122223333', region: 'sa-east-1', log: () => undefined },
    publish: (event: Event) => events.push(event),
    deliver: async () => acted++,
  };
  cloudwatch = createCloudwatch(kernel as unknown as Kernel);
  for (const AlarmName of ['5xx', 'deployment'])
    await create(cloudwatch, 'AWS::CloudWatch::Alarm', { AlarmName, Namespace: 'n', MetricName: 'm', Period: 60 });
  wake = [];
  await create(cloudwatch, 'AWS::CloudWatch::CompositeAlarm', {
    ...{ AlarmName: 'outage', AlarmRule: 'ALARM(5xx)', AlarmActions: ['arn:topic'] },
    ...{ ActionsSuppressor: 'deployment', ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 180 },
  });
});

it('waits for its suppressor, then goes from ALARM to ALARM and acts', async () => {
  await become('5xx', 'ALARM');
  expect([ofComposite(), acted]).toEqual([[['OK', 'ALARM WaitPeriod']], 0]);
  now += 120_000;
  wake[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect([ofComposite().at(-1), acted]).toEqual([['ALARM WaitPeriod', 'ALARM'], 1]);
});

it('is kept back by its suppressor, and for a time after it', async () => {
  await become('deployment', 'ALARM');
  await become('5xx', 'ALARM');
  await become('deployment', 'OK');
  expect(ofComposite()).toEqual([
    ['OK', 'ALARM Alarm'],
    ['ALARM Alarm', 'ALARM ExtensionPeriod'],
  ]);
  expect(acted).toBe(0);
});
