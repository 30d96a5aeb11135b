import { fileURLToPath } from 'node:url';
import {
  ApplicationAutoScalingClient,
  RegisterScalableTargetCommand,
  type SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';
import { BatchDeleteImageCommand, DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  type Service,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAutoscaling } from '../../../sandbox/services/autoscaling/autoscaling.ts';
import { createEcr, type Ecr } from '../../../sandbox/services/ecr/ecr.ts';
import { createEcs } from '../../../sandbox/services/ecs/ecs.ts';
import { createElb } from '../../../sandbox/services/elb/elb.ts';
import { until } from '../processes/fake-kernel.ts';
import { Account } from './account.ts';

/**
 * Mistakes 15 to 20, made with ECS, ECR and Application Auto Scaling: tasks are processes, images folders. A virtual minute
 * lasts a quarter of a second.
 */
const FOLDER = fileURLToPath(new URL('../services/ecs/app', import.meta.url));
const IMAGE = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/app';
/** Nobody pushed it: its tasks cannot be started, which is what a circuit breaker counts. */
const NEVER_STARTS = `${IMAGE}:never-pushed`;
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
let account: Account;
let images: Ecr;
let ecs: ECSClient;
let role = '';

const push = (version: string, tag = version) =>
  images.push({
    repository: 'app',
    tag,
    folder: FOLDER,
    environment: { VERSION: version },
    command: ['node', 'web.mjs'],
  });

beforeAll(async () => {
  account = await Account.open(240, (kernel) => {
    images = createEcr(kernel);
    const elb = createElb(kernel);
    const model = createEcs(kernel, images, elb);
    return [model, images, elb, createAutoscaling(kernel, model)];
  });
  ecs = new ECSClient(account.settings());
  await account.create('AWS::ECR::Repository', { RepositoryName: 'app' });
  await account.create('AWS::ECS::Cluster', { ClusterName: 'survey' });
  role = await account.role('execution', 'ecs-tasks.amazonaws.com', [
    { Effect: 'Allow', Action: 'ecr:*', Resource: '*' },
  ]);
});
afterAll(() => account.close());

/** Registers a revision; its ARN. */
async function register(family: string, image: string, environment: Record<string, string> = {}): Promise<string> {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...{ family, executionRoleArn: role, networkMode: 'awsvpc' },
      containerDefinitions: [
        { name: 'app', image, environment: Object.entries(environment).map(([name, value]) => ({ name, value })) },
      ],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? '';
}
async function serve(name: string, taskDefinition: string, breaker = true): Promise<void> {
  await account.create(
    'AWS::ECS::Service',
    {
      ...{ Cluster: 'survey', ServiceName: name, TaskDefinition: taskDefinition, DesiredCount: 1 },
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: breaker, Rollback: breaker } },
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
    },
    name,
  );
}
const found = async (name: string): Promise<Service> => {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'survey', services: [name] }));
  return services?.[0] ?? {};
};
const update = async (service: string, more: Partial<UpdateServiceCommandInput>) =>
  (await ecs.send(new UpdateServiceCommand({ cluster: 'survey', service, ...more }))).service;
const settled = (name: string) =>
  until(async () => {
    const { deployments = [], runningCount, desiredCount } = await found(name);
    return deployments.length === 1 && deployments[0]?.rolloutState === 'COMPLETED' && runningCount === desiredCount;
  }, 20_000);
/** The version that a task of a definition runs, as its own log says. */
async function versionRun(taskDefinition: string): Promise<string> {
  const { tasks } = await ecs.send(
    new RunTaskCommand({ cluster: 'survey', taskDefinition, networkConfiguration: NETWORK }),
  );
  const arn = tasks?.[0]?.taskArn ?? '';
  const task = await until(async () => {
    const [one] = (await ecs.send(new DescribeTasksCommand({ cluster: 'survey', tasks: [arn] }))).tasks ?? [];
    return ['RUNNING', 'STOPPED'].includes(one?.lastStatus ?? '') ? one : undefined;
  }, 15_000);
  return task.lastStatus === 'STOPPED'
    ? String(task.containers?.[0]?.reason ?? task.stoppedReason)
    : String(task.containers?.[0]?.imageDigest);
}
const failure = async (work: Promise<unknown>): Promise<Error> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
};

describe('whose deployment won', () => {
  it('15: services-stable succeeds after the circuit breaker has put the old version back', async () => {
    push('1');
    const good = await register('breaks', `${IMAGE}:1`);
    await serve('breaks', good);
    const bad = await register('breaks', NEVER_STARTS);
    const mine = (await update('breaks', { taskDefinition: bad }))?.deployments?.find(
      ({ status }) => status === 'PRIMARY',
    );
    await until(
      async () => (await found('breaks')).deployments?.some(({ rolloutState }) => rolloutState === 'FAILED'),
      20_000,
    );
    const { state } = await waitUntilServicesStable(
      { client: ecs, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
      { cluster: 'survey', services: ['breaks'] },
    );
    expect(state).toBe('SUCCESS');
    const after = await found('breaks');
    expect(after.taskDefinition).toBe(good);
    expect(after.deployments?.map(({ id }) => id)).not.toContain(mine?.id);
  }, 60_000);

  it('20: a rollback to "the one before the current" races the circuit breaker, and goes one version too far', async () => {
    push('0');
    const older = await register('races', `${IMAGE}:0`);
    const good = await register('races', `${IMAGE}:1`);
    const bad = await register('races', NEVER_STARTS);
    await serve('races', older);
    await update('races', { taskDefinition: good });
    await settled('races');
    await update('races', { taskDefinition: bad });
    // The breaker acts first: what the service says it runs is the good version already.
    await until(async () => (await found('races')).taskDefinition === good, 20_000);
    const seen = (await found('races')).deployments?.find(({ status }) => status === 'PRIMARY');
    const before = (arn: string) => arn.replace(/:(\d+)$/, (_all, revision: string) => `:${Number(revision) - 1}`);
    await update('races', { taskDefinition: before((await found('races')).taskDefinition ?? '') });
    await settled('races');
    const after = await found('races');
    expect(after.taskDefinition).toBe(older);
    // Nor does the deployment that the breaker began, and somebody may wait for, ever complete.
    expect(after.deployments?.map(({ id }) => id)).not.toContain(seen?.id);
  }, 60_000);
});

describe('what a rollback goes back to', () => {
  it('16: a revision that was deregistered, as the CDK does with a replaced one, is refused', async () => {
    push('1');
    const old = await register('retired', `${IMAGE}:1`);
    await serve('retired', old);
    await update('retired', { taskDefinition: await register('retired', `${IMAGE}:1`, { NEW: '1' }) });
    await settled('retired');
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: old }));
    const error = await failure(update('retired', { taskDefinition: old }));
    expect([error.name, error.message]).toEqual(['InvalidParameterException', 'TaskDefinition is inactive']);
  }, 40_000);

  it('17: a mutable tag runs what it points to now, not what it pointed to when the version was good', async () => {
    const good = push('tag-1', 'stable');
    const definition = await register('tagged', `${IMAGE}:stable`);
    expect(await versionRun(definition)).toBe(good.digest);
    const bad = push('tag-2', 'stable');
    expect(await versionRun(definition)).toBe(bad.digest);
    const pinned = await register('pinned', `${IMAGE}@${good.digest}`);
    expect(await versionRun(pinned)).toBe(good.digest);
  }, 40_000);
  it('17: a digest that the repository has expired cannot be pulled any more', async () => {
    const image = push('expired-1');
    const pinned = await register('expired', `${IMAGE}@${image.digest}`);
    const ecr = new ECRClient(account.settings());
    await ecr.send(new BatchDeleteImageCommand({ repositoryName: 'app', imageIds: [{ imageDigest: image.digest }] }));
    expect(await versionRun(pinned)).toMatch(/CannotPullContainerError/);
    const described = ecr.send(
      new DescribeImagesCommand({ repositoryName: 'app', imageIds: [{ imageDigest: image.digest }] }),
    );
    expect((await failure(described)).name).toBe('ImageNotFoundException');
  }, 40_000);

  it('18: a family name alone runs the newest revision, not the one that was tested', async () => {
    const [one, two] = [push('family-1'), push('family-2')];
    const tested = await register('migration', `${IMAGE}@${one.digest}`);
    await register('migration', `${IMAGE}@${two.digest}`);
    expect(await versionRun('migration')).toBe(two.digest);
    expect(await versionRun(tested)).toBe(one.digest);
  }, 40_000);
});

describe('19: autoscaling', () => {
  const WEB = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/survey/scaled',
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const scale = (more: object) =>
    new ApplicationAutoScalingClient(account.settings()).send(new RegisterScalableTargetCommand({ ...WEB, ...more }));
  const all = (suspended: boolean): SuspendedState => ({
    DynamicScalingInSuspended: suspended,
    DynamicScalingOutSuspended: suspended,
    ScheduledScalingSuspended: suspended,
  });
  const minutes = (n: number) => account.kernel.clock.sleep(n * 60_000);

  beforeAll(async () => {
    push('1');
    await serve('scaled', await register('scaled', `${IMAGE}:1`));
    await account.create('AWS::ApplicationAutoScaling::ScalableTarget', { ...WEB, MinCapacity: 2, MaxCapacity: 4 });
  }, 40_000);

  it('left active, starts the writers again that were stopped for the restore', async () => {
    await update('scaled', { desiredCount: 0 });
    await until(async () => (await found('scaled')).desiredCount === 2);
    await scale({ SuspendedState: all(true) });
    await update('scaled', { desiredCount: 0 });
    await minutes(3);
    expect((await found('scaled')).desiredCount).toBe(0);
  });
  it('never resumed, leaves the service where it was put, below its minimum', async () => {
    await update('scaled', { desiredCount: 1 });
    await minutes(3);
    expect((await found('scaled')).desiredCount).toBe(1);
    await scale({ SuspendedState: all(false) });
    await until(async () => (await found('scaled')).desiredCount === 2);
  });
});
