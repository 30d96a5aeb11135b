import '../stub/before-handlers.ts';
import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/stop-services/contract.ts';
import { handler } from '../../../lambdas/services/stop-services/handler.ts';
import { LOCK, NOW, SERVICES, status } from '../records.ts';
import { ALL_SUSPENDED, NOTHING_SUSPENDED, playAutoscaling } from '../stub/autoscaling.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  cluster: 'survey',
  services: SERVICES,
  counts: {},
  ...change,
});

let services: Service[];
let suspended: Record<string, SuspendedState>;
const prepare = async () => {
  services = [steady('web', 'td:1', 3), steady('worker', 'td:1', 1)];
  suspended = { web: NOTHING_SUSPENDED };
  playServices(services);
  playAutoscaling(suspended);
  await ledger.put('status', status());
};
beforeEach(prepare);

const STOPPED = {
  web: { desiredCount: 3, suspended: { scalingIn: false, scalingOut: false, scheduled: false } },
  worker: { desiredCount: 1, suspended: null },
};

describe('stop-services', () => {
  it('takes each service to zero, its autoscaling suspended before', async () => {
    expect(await handler(input())).toEqual({ stopped: ['web', 'worker'] });
    expect(services.map(({ desiredCount }) => desiredCount)).toEqual([0, 0]);
    expect(suspended).toEqual({ web: ALL_SUSPENDED });
    const acts = aws.called().filter((operation) => !operation.includes('Describe'));
    expect(acts).toEqual(['application-autoscaling:RegisterScalableTarget', 'ecs:UpdateService', 'ecs:UpdateService']);
  });

  it('has written what a service returns to before it stops it', async () => {
    const written: unknown[] = [];
    aws.on('ecs', {
      UpdateService: async () => {
        written.push((await ledger.read('status'))?.['stopped']);
        return {};
      },
    });
    await handler(input());
    expect(written).toEqual([STOPPED, STOPPED]);
  });

  it('returns to the counts of the known good where the caller has them', async () => {
    await handler(input({ counts: { web: 5 } }));
    expect(await ledger.read('status')).toMatchObject({ stopped: { web: { desiredCount: 5 } } });
  });

  it.each([
    ['of the known good', { web: 5 }, 3, 1, 5],
    ['of now, which autoscaling has raised since', { web: 2 }, 100, 1, 100],
    ['of autoscaling, which may have no fewer', { web: 2 }, 3, 4, 4],
    ['of now, where the known good does not know the service', {}, 3, 1, 3],
    ['of the known good, where a failed release has left none', { web: 2 }, 0, 1, 2],
    ['of autoscaling, where all else is none', {}, 0, 1, 1],
  ])('returns to the greatest count: that %s', async (_which, counts, now, minimum, expected) => {
    services = [steady('web', 'td:1', now), steady('worker', 'td:1', 1)];
    playServices(services);
    playAutoscaling(suspended, minimum);
    await handler(input({ counts }));
    expect(await ledger.read('status')).toMatchObject({
      stopped: { web: { desiredCount: expected }, worker: { desiredCount: 1, suspended: null } },
    });
  });

  it('leaves at none a service without autoscaling that has none', async () => {
    services = [steady('web', 'td:1', 3), steady('worker', 'td:1', 0)];
    playServices(services);
    await handler(input());
    expect(await ledger.read('status')).toMatchObject({ stopped: { worker: { desiredCount: 0, suspended: null } } });
  });

  it('keeps what was written first: the second look finds zero', async () => {
    await handler(input());
    await handler(input({ counts: { web: 9 } }));
    expect(await ledger.read('status')).toMatchObject({ stopped: STOPPED });
  });

  it('of an execution that lost the environment stops nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(services.map(({ desiredCount }) => desiredCount)).toEqual([3, 1]);
    expect(suspended).toEqual({ web: NOTHING_SUSPENDED });
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: [
      'dynamodb:GetItem',
      'ecs:DescribeServices',
      'application-autoscaling:DescribeScalableTargets',
      'dynamodb:TransactWriteItems',
      'application-autoscaling:RegisterScalableTarget',
      'ecs:UpdateService',
      'dynamodb:UpdateItem',
    ],
    left: () => ({ services, suspended }),
  });
});
