import '../stub/before-handlers.ts';
import type { Service } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/look-at-services-running/contract.ts';
import { handler } from '../../../lambdas/services/look-at-services-running/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  since: NOW,
  cluster: 'survey',
  resumed: { web: 2, worker: 1 },
  limitMinutes: 10,
  ...change,
});
const STOPPED = { web: { desiredCount: 2, suspended: null } };
const prepare = async (web: Partial<Service> = {}) => {
  playServices([{ ...steady('web', 'td:1', 2), ...web }, steady('worker', 'td:1', 1)]);
  await ledger.put('status', status({ stopped: STOPPED, breakers: { web: { breaker: true, alarms: false } } }));
};
beforeEach(() => prepare());
const [deployment = {}] = steady('web', 'td:1').deployments ?? [];

describe('look-at-services-running', () => {
  it('has the ledger forget what was stopped once every service runs', async () => {
    expect(await handler(input())).toEqual({ running: true, waitingFor: null });
    expect(await ledger.read('status')).toMatchObject({ stopped: NOTHING, breakers: NOTHING });
  });

  it('takes more tasks for running: autoscaling may have added some', async () => {
    await prepare({ runningCount: 5 });
    expect(await handler(input())).toMatchObject({ running: true });
  });

  it.each([
    ['a task is missing', { runningCount: 1 }, 'web: 1 of 2'],
    ['a deployment is under way', { deployments: [deployment, deployment] }, 'web: 2 of 2'],
    ['ECS does not show the service', { status: 'INACTIVE' }, 'web: 0 of 2'],
  ])('looks on when %s, and the ledger keeps it', async (_when, web, waitingFor) => {
    await prepare(web);
    expect(await handler(input())).toEqual({ running: false, waitingFor });
    expect(await ledger.read('status')).toMatchObject({
      stopped: STOPPED,
      breakers: { web: { breaker: true, alarms: false } },
    });
  });

  it('fails with TookTooLong', async () => {
    await prepare({ runningCount: 0 });
    await expect(handler(input({ moment: moment({ now: later(11 * 60) }) }))).rejects.toMatchObject(
      told('TookTooLong', /services to run again \(web: 0 of 2\)/),
    );
  });

  it('of an execution that lost the environment forgets nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2, stopped: STOPPED }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(await ledger.read('status')).toMatchObject({ stopped: STOPPED });
    expect(aws.called()).toEqual(['ecs:DescribeServices']);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['ecs:DescribeServices', 'dynamodb:TransactWriteItems'],
  });
});
