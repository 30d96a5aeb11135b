import '../stub/before-handlers.ts';
import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/resume-services/contract.ts';
import { handler } from '../../../lambdas/services/resume-services/handler.ts';
import { LOCK, NOW, release, status } from '../records.ts';
import { ALL_SUSPENDED, playAutoscaling } from '../stub/autoscaling.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  cluster: 'survey',
  release: 'r1',
  ...change,
});

let services: Service[];
let suspended: Record<string, SuspendedState>;
const STOPPED = {
  web: { desiredCount: 3, suspended: { scalingIn: true, scalingOut: false, scheduled: false } },
  worker: { desiredCount: 1, suspended: null },
};
const prepare = async () => {
  const breakerOff = { deploymentCircuitBreaker: { enable: true, rollback: false }, minimumHealthyPercent: 50 };
  services = [{ ...steady('web', 'td:1', 0), deploymentConfiguration: breakerOff }, steady('worker', 'td:1', 0)];
  suspended = { web: ALL_SUSPENDED };
  playServices(services);
  playAutoscaling(suspended);
  await ledger.put('status', status({ stopped: STOPPED, breakers: { web: { breaker: true, alarms: false } } }));
  await ledger.put('release#r1', release());
};
beforeEach(prepare);

describe('resume-services', () => {
  it('asks again for the count that a service had: ECS may answer from before the fence', async () => {
    const before = [steady('web', 'td:1', 3), steady('worker', 'td:1', 1)];
    let asked = 0;
    playServices(services);
    aws.on('ecs', { DescribeServices: () => ({ services: asked++ === 0 ? before : services }) });
    expect(await handler(input())).toEqual({ resumed: { web: 3, worker: 1 } });
    expect(services.map(({ desiredCount }) => desiredCount)).toEqual([3, 1]);
  });

  it('brings each service back to its count and its autoscaling to what was found', async () => {
    expect(await handler(input())).toEqual({ resumed: { web: 3, worker: 1 } });
    expect(services.map(({ desiredCount }) => desiredCount)).toEqual([3, 1]);
    expect(suspended).toEqual({
      web: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    });
  });

  it('switches the return of the circuit breaker on again, and leaves the rest of the deployment as it is', async () => {
    await handler(input());
    expect(services[0]?.deploymentConfiguration).toEqual({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      minimumHealthyPercent: 50,
    });
  });

  it.each([
    ['the alarms', { breaker: false, alarms: true }],
    ['both', { breaker: true, alarms: true }],
  ])('switches on again what returned the service before: %s', async (_what, returns) => {
    const configuration = (breaker: boolean, alarms: boolean) => ({
      deploymentCircuitBreaker: { enable: true, rollback: breaker },
      alarms: { alarmNames: ['5xx'], enable: true, rollback: alarms },
    });
    Object.assign(services[0] ?? {}, { deploymentConfiguration: configuration(false, false) });
    await ledger.put('status', status({ stopped: STOPPED, breakers: { web: returns } }));
    await handler(input());
    expect(services[0]?.deploymentConfiguration).toEqual(configuration(returns.breaker, returns.alarms));
  });

  it('writes that the release has opened before any task runs', async () => {
    let during: unknown;
    aws.on('ecs', {
      UpdateService: async () => {
        during ??= await ledger.read('release#r1');
        return {};
      },
    });
    await handler(input());
    expect(during).toMatchObject({ openedAt: NOW });
  });

  it('of a rollback opens no release', async () => {
    await handler(input({ release: null }));
    expect(await ledger.read('release#r1')).toMatchObject({ openedAt: null });
  });

  it('leaves a service alone that was switched to another count already', async () => {
    Object.assign(services[0] ?? {}, { desiredCount: 7 });
    expect(await handler(input())).toEqual({ resumed: { web: 7, worker: 1 } });
    expect(services[0]?.desiredCount).toBe(7);
  });

  it('keeps what is stopped in the ledger: only a look that finds them running forgets it', async () => {
    await handler(input());
    expect(await ledger.read('status')).toMatchObject({
      stopped: STOPPED,
      breakers: { web: { breaker: true, alarms: false } },
    });
  });

  it('of an execution that lost the environment resumes nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2, stopped: STOPPED }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(services.map(({ desiredCount }) => desiredCount)).toEqual([0, 0]);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: [
      'dynamodb:GetItem',
      'dynamodb:TransactWriteItems',
      'ecs:DescribeServices',
      'ecs:UpdateService',
      'application-autoscaling:RegisterScalableTarget',
      'dynamodb:UpdateItem',
    ],
    left: () => ({ services, suspended }),
  });
});
