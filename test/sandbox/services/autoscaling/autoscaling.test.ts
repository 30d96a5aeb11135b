import { setTimeout as wait } from 'node:timers/promises';
import type { ScalableTarget, SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServiceModel } from '../../../../sandbox/kernel/service.ts';
import { createAutoscaling } from '../../../../sandbox/services/autoscaling/autoscaling.ts';
import { create, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const WEB = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/survey/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const ALL: SuspendedState = {
  DynamicScalingInSuspended: true,
  DynamicScalingOutSuspended: true,
  ScheduledScalingSuspended: true,
};

let desired: number;
let scaling: ReturnType<typeof createAutoscaling>;
const kernel = fakeKernel(600);

beforeEach(async () => {
  desired = 3;
  scaling = createAutoscaling(kernel, {
    desiredCount: () => desired,
    setDesiredCount: (_cluster, _service, count) => {
      desired = count;
    },
  });
  const target = await create(scaling as ServiceModel, 'AWS::ApplicationAutoScaling::ScalableTarget', {
    ...WEB,
    MinCapacity: 2,
    MaxCapacity: '6',
  });
  await create(scaling as ServiceModel, 'AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    ScalingTargetId: target.ref,
  });
});
afterEach(() => scaling.close?.());

const target = async (): Promise<ScalableTarget | undefined> =>
  (await scaling.handlers.DescribeScalableTargets?.({ ServiceNamespace: 'ecs', ResourceIds: [WEB.ResourceId] }, call))
    ?.ScalableTargets?.[0];
const suspend = (SuspendedState: SuspendedState) =>
  scaling.handlers.RegisterScalableTarget?.({ ...WEB, SuspendedState }, call);

it('undoes a desired count of zero after a minute, unless it is suspended', async () => {
  const started = kernel.clock.now();
  desired = 0;
  await until(() => desired === 2);
  // At the earliest; how much later this is heard of is the machine's matter.
  expect(kernel.clock.now() - started).toBeGreaterThan(50_000);
  const did = await scaling.handlers.DescribeScalingActivities?.({ ServiceNamespace: 'ecs' }, call);
  expect(did?.ScalingActivities?.[0]?.Description).toMatch(/^Setting desired count to 2/);

  await suspend(ALL);
  desired = 0;
  await wait(300); // Three virtual minutes.
  expect(desired).toBe(0);
  await suspend({ ...ALL, DynamicScalingOutSuspended: false });
  await until(() => desired === 2);
});

it('leaves alone what is not below the minimum', async () => {
  await wait(250);
  expect(desired).toBe(3);
});

it('changes only what is given', async () => {
  await suspend({ DynamicScalingOutSuspended: true });
  expect(await target()).toMatchObject({
    MinCapacity: 2,
    MaxCapacity: 6,
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: true,
      ScheduledScalingSuspended: false,
    },
  });
  await scaling.handlers.RegisterScalableTarget?.({ ...WEB, MinCapacity: 1 }, call);
  expect(await target()).toMatchObject({
    MinCapacity: 1,
    MaxCapacity: 6,
    SuspendedState: { DynamicScalingOutSuspended: true },
  });
});

it('keeps policies, and refuses a target it cannot make', async () => {
  const kept = await scaling.handlers.DescribeScalingPolicies?.({ ServiceNamespace: 'ecs' }, call);
  expect(kept?.ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', ResourceId: WEB.ResourceId }]);
  const other = async () =>
    scaling.handlers.RegisterScalableTarget?.({ ...WEB, ResourceId: 'service/survey/worker' }, call);
  await expect(other()).rejects.toMatchObject({ name: 'ValidationException' });
});
