import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunTaskRequest, Service, Task, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEcr, type Ecr } from '../../../../sandbox/services/ecr/ecr.ts';
import { createEcs, type Ecs } from '../../../../sandbox/services/ecs/ecs.ts';
import { createElb, type Elb } from '../../../../sandbox/services/elb/elb.ts';
import { create, type FakeKernel, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const IMAGE = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/app';
const FOLDER = fileURLToPath(new URL('./app', import.meta.url));
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
const ROLES = {
  taskRoleArn: 'arn:aws:iam::111122223333:role/survey-task',
  executionRoleArn: 'arn:aws:iam::111122223333:role/survey-execution',
};

let kernel: FakeKernel;
let ecr: Ecr;
let elb: Elb;
let ecs: Ecs;

beforeEach(async () => {
  kernel = fakeKernel(240);
  ecr = createEcr(kernel, [
    { repository: 'app', tag: '1', folder: FOLDER, environment: { VERSION: '1' }, command: ['node', 'web.mjs'] },
  ]);
  await create(ecr, 'AWS::ECR::Repository', { RepositoryName: 'app' });
  elb = createElb(kernel);
  ecs = createEcs(kernel, ecr, elb);
  await create(ecs, 'AWS::ECS::Cluster', { ClusterName: 'survey' });
});
afterEach(async () => {
  await ecs.close?.();
  await elb.close?.();
});

/** Registers a revision of `web`, whose container takes `environment`. */
const register = async (
  environment: Record<string, string>,
  { port = true, image = `${IMAGE}:1`, ...container }: { port?: boolean; image?: string; [name: string]: unknown } = {},
) => {
  const registered = await ecs.handlers.RegisterTaskDefinition?.(
    {
      family: port ? 'survey-web' : 'survey-worker',
      ...ROLES,
      networkMode: 'awsvpc',
      containerDefinitions: [
        {
          name: 'app',
          image,
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
          ...(port ? { portMappings: [{ containerPort: 8080 }] } : {}),
          ...container,
        },
      ],
    },
    call,
  );
  return registered?.taskDefinition?.taskDefinitionArn ?? '';
};
const service = async (): Promise<Service> => {
  const described = await ecs.handlers.DescribeServices?.({ cluster: 'survey', services: ['web'] }, call);
  const found = described?.services?.[0];
  if (!found) throw new Error('no service');
  return found;
};
const update = async (request: Omit<UpdateServiceRequest, 'service'>) =>
  (await ecs.handlers.UpdateService?.({ cluster: 'survey', service: 'web', ...request }, call))?.service;
const completed = (id: string | undefined) =>
  until(async () => (await service()).deployments?.find((d) => d.id === id)?.rolloutState === 'COMPLETED', 15_000);
const tasks = async (request: object = {}): Promise<Task[]> => {
  const listed = await ecs.handlers.ListTasks?.({ cluster: 'survey', ...request }, call);
  if (!listed?.taskArns?.length) return [];
  return (await ecs.handlers.DescribeTasks?.({ cluster: 'survey', tasks: listed.taskArns }, call))?.tasks ?? [];
};
const task = async (arn: string | undefined): Promise<Task> => {
  const described = await ecs.handlers.DescribeTasks?.({ cluster: 'survey', tasks: [arn ?? ''] }, call);
  return described?.tasks?.[0] ?? {};
};
const run = async (request: Omit<RunTaskRequest, 'cluster' | 'networkConfiguration'>) => {
  const started = await ecs.handlers.RunTask?.({ cluster: 'survey', networkConfiguration: NETWORK, ...request }, call);
  return started?.tasks?.[0]?.taskArn;
};
const stopped = (arn: string | undefined) =>
  until(async () => {
    const found = await task(arn);
    return found.lastStatus === 'STOPPED' && found;
  });

describe('a task', () => {
  it('gets its environment, its secrets by the execution role, its own credentials, and a port', async () => {
    kernel.answer = (_, operation) =>
      operation === 'GetParameters'
        ? { Parameters: [{ Value: '127.0.0.1:5432' }] }
        : { SecretString: JSON.stringify({ password: 'p' }) };
    const arn = await run({
      taskDefinition: await register(
        { SAID: 'before' },
        {
          secrets: [
            { name: 'HOST', valueFrom: 'arn:aws:ssm:sa-east-1:111122223333:parameter/survey/database/host' },
            {
              name: 'PASSWORD',
              valueFrom: 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:db-AbCdEf:password::',
            },
          ],
        },
      ),
      overrides: {
        containerOverrides: [
          {
            name: 'app',
            environment: [{ name: 'SAID', value: 'after' }],
            command: ['node', '-e', 'console.log(JSON.stringify(process.env))'],
          },
        ],
      },
    });
    const started = kernel.clock.now();
    await stopped(arn);
    const environment = JSON.parse(readFileSync(ecs.logFile('survey', arn ?? '') ?? '', 'utf8'));
    expect(environment).toMatchObject({
      VERSION: '1',
      SAID: 'after',
      HOST: '127.0.0.1:5432',
      PASSWORD: 'p',
      AWS_ENDPOINT_URL: kernel.endpointUrl,
      AWS_ACCESS_KEY_ID: `key-of-${ROLES.taskRoleArn}`,
      PORT: expect.stringMatching(/^\d+$/),
    });
    expect(kernel.calls).toEqual([
      {
        principal: ROLES.executionRoleArn,
        service: 'ssm',
        operation: 'GetParameters',
        input: { Names: ['/survey/database/host'], WithDecryption: true },
      },
      {
        principal: ROLES.executionRoleArn,
        service: 'secretsmanager',
        operation: 'GetSecretValue',
        input: { SecretId: 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:db-AbCdEf' },
      },
    ]);
    expect(kernel.clock.now() - started).toBeGreaterThan(14_000);
  });

  it('tells its exit code, and the digest that ran', async () => {
    const arn = await run({ taskDefinition: await register({ MODE: 'crash' }), startedBy: 'knowngood' });
    expect(await task(arn)).toMatchObject({ lastStatus: 'PROVISIONING', desiredStatus: 'RUNNING' });
    expect((await tasks({ startedBy: 'knowngood' })).map(({ taskArn }) => taskArn)).toEqual([arn]);
    expect(await stopped(arn)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [{ name: 'app', exitCode: 3, imageDigest: ecr.resolve(`${IMAGE}:1`)?.digest }],
    });
    expect(await tasks({ startedBy: 'knowngood' })).toEqual([]);
    expect(await tasks({ startedBy: 'knowngood', desiredStatus: 'STOPPED' })).toHaveLength(1);
  });

  it('that cannot pull its image or read its secrets never starts, and has no exit code', async () => {
    kernel.answer = () => {
      throw new Error('not allowed');
    };
    const unknown = await stopped(await run({ taskDefinition: await register({}, { image: `${IMAGE}:9` }) }));
    expect(unknown).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringContaining('CannotPullContainerError'),
    });
    expect(unknown.containers?.[0]?.exitCode).toBeUndefined();
    const secret = await stopped(
      await run({ taskDefinition: await register({}, { secrets: [{ name: 'A', valueFrom: '/a' }] }) }),
    );
    expect(secret.stoppedReason).toMatch(/^ResourceInitializationError: .*not allowed/);
  });

  it('is terminated, and killed when it does not obey', async () => {
    const [obedient, stubborn] = await Promise.all(
      ['', 'stubborn'].map(async (MODE) => run({ taskDefinition: await register({ MODE }, { stopTimeout: 60 }) })),
    );
    await until(async () =>
      (await Promise.all([task(obedient), task(stubborn)])).every(({ lastStatus }) => lastStatus === 'RUNNING'),
    );
    // Running is the process; that it listens for signals takes it another moment.
    await until(() =>
      [obedient, stubborn].every((arn) =>
        readFileSync(ecs.logFile('survey', arn ?? '') ?? '', 'utf8').includes('version'),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const arn of [obedient, stubborn])
      await ecs.handlers.StopTask?.({ cluster: 'survey', task: arn, reason: 'enough' }, call);
    expect(await stopped(obedient)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      containers: [{ exitCode: 0 }],
    });
    expect(await stopped(stubborn)).toMatchObject({ containers: [{ exitCode: 137 }] });
  });

  it('asked for twice with one token is one', async () => {
    const taskDefinition = await register({ DELAY: '10' }, { port: false });
    const first = await run({ taskDefinition, clientToken: 'a' });
    expect(await run({ taskDefinition, clientToken: 'a' })).toBe(first);
    expect(await run({ taskDefinition, clientToken: 'b' })).not.toBe(first);
    await expect(run({ taskDefinition, clientToken: 'a', startedBy: 'other' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });
});

describe('a service', () => {
  let url: string;
  let v1: string;

  beforeEach(async () => {
    const group = await create(elb, 'AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 10,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
    });
    const balancer = await create(elb, 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'survey' });
    const listener = await create(elb, 'AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: balancer.ref,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group.ref }],
    });
    url = elb.publicUrl(listener.ref);
    v1 = await register({ APP: 'v1' });
    await create(ecs, 'AWS::ECS::Service', {
      Cluster: 'survey',
      ServiceName: 'web',
      TaskDefinition: v1,
      DesiredCount: 2,
      LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: group.ref }],
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
  });

  const version = async () => {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as { APP: string }).APP : response.status;
  };

  it('is steady when its stack is deployed', async () => {
    expect(await service()).toMatchObject({
      status: 'ACTIVE',
      desiredCount: 2,
      runningCount: 2,
      deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', id: expect.stringMatching(/^ecs-svc\/\d{19}$/) }],
      events: expect.arrayContaining([
        expect.objectContaining({ message: '(service web) has reached a steady state.' }),
      ]),
    });
    expect(await version()).toBe('v1');
  });

  it('moves to another revision without losing a request', async () => {
    let moving = true;
    const answers = new Set<string | number>();
    const traffic = (async () => {
      while (moving) answers.add(await version());
    })();
    const v2 = await register({ APP: 'v2' });
    const updated = await update({ taskDefinition: v2 });
    const id = updated?.deployments?.[0]?.id;
    expect(updated?.deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: v2 },
      { status: 'ACTIVE', rolloutState: 'COMPLETED', taskDefinition: v1 },
    ]);
    await completed(id);
    moving = false;
    await traffic;
    expect([...answers].sort()).toEqual(['v1', 'v2']);
    expect((await service()).deployments).toHaveLength(1);
    expect(
      (await tasks({ serviceName: 'web' })).map(({ taskDefinitionArn, startedBy }) => [taskDefinitionArn, startedBy]),
    ).toEqual([
      [v2, id],
      [v2, id],
    ]);
  });

  it('goes to zero and back without a deployment', async () => {
    const before = (await service()).deployments?.[0]?.id;
    await update({ desiredCount: 0 });
    await until(async () => (await tasks({ serviceName: 'web' })).length === 0 && (await version()) === 503);
    expect((await service()).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED', desiredCount: 0 }]);
    await update({ desiredCount: 1, taskDefinition: v1 });
    expect((await service()).deployments).toMatchObject([{ id: before, desiredCount: 1 }]);
    await until(async () => (await version()) === 'v1');
    expect((await update({ forceNewDeployment: true }))?.deployments?.[0]?.id).not.toBe(before);
  });

  it.each(['crash', 'ill'])(
    'goes back by its circuit breaker when the new version is %s, and users notice nothing',
    async (MODE) => {
      const id = (await update({ taskDefinition: await register({ APP: 'bad', MODE }) }))?.deployments?.[0]?.id;
      const back = await until(async () => {
        const found = await service();
        return found.deployments?.[0]?.id !== id && found;
      }, 20_000);
      expect(back.taskDefinition).toBe(v1);
      expect(back.deployments?.find((d) => d.id === id)).toMatchObject({
        rolloutState: 'FAILED',
        status: 'ACTIVE',
        failedTasks: expect.toSatisfy((failed: number) => failed >= 3),
      });
      await completed(back.deployments?.[0]?.id);
      expect(await version()).toBe('v1');
    },
  );

  it('starts another task for one that was stopped', async () => {
    const [first] = await tasks({ serviceName: 'web' });
    await ecs.handlers.StopTask?.({ cluster: 'survey', task: first?.taskArn }, call);
    await until(
      async () =>
        (await service()).runningCount === 2 &&
        (await tasks({ serviceName: 'web' })).every((t) => t.taskArn !== first?.taskArn),
    );
    expect((await service()).deployments).toHaveLength(1);
  });

  it('keeps its deployment alarms: an update that leaves them out changes nothing of them', async () => {
    const alarms = { alarmNames: ['5xx'], enable: true, rollback: true };
    const configured = async () => (await service()).deploymentConfiguration;
    await update({ deploymentConfiguration: { alarms } });
    expect(await configured()).toMatchObject({ alarms, deploymentCircuitBreaker: { enable: true, rollback: true } });
    await update({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } });
    expect(await configured()).toMatchObject({ alarms, deploymentCircuitBreaker: { enable: true, rollback: false } });
    await update({ deploymentConfiguration: { alarms: { ...alarms, rollback: false } } });
    expect(await configured()).toMatchObject({ alarms: { ...alarms, rollback: false } });
  });

  it('has deployment alarms of its template, whose switches may be text', async () => {
    await create(ecs, 'AWS::ECS::Service', {
      Cluster: 'survey',
      ServiceName: 'worker',
      TaskDefinition: await register({}, { port: false }),
      DesiredCount: 0,
      DeploymentConfiguration: { Alarms: { AlarmNames: ['5xx'], Enable: 'true', Rollback: false } },
    });
    const described = await ecs.handlers.DescribeServices?.({ cluster: 'survey', services: ['worker'] }, call);
    expect(described?.services?.[0]?.deploymentConfiguration?.alarms).toEqual({
      alarmNames: ['5xx'],
      enable: true,
      rollback: false,
    });
  });

  it('lists its tasks page by page, a hundred unless fewer are asked for', async () => {
    const list = async (request: object) =>
      await ecs.handlers.ListTasks?.({ cluster: 'survey', serviceName: 'web', ...request }, call);
    const all = (await list({}))?.taskArns ?? [];
    expect(all).toHaveLength(2);
    const first = await list({ maxResults: 1 });
    const second = await list({ maxResults: 1, nextToken: first?.nextToken });
    expect([first?.taskArns, second?.taskArns]).toEqual(all.map((arn) => [arn]));
    expect(second?.nextToken).toBeUndefined();
    for (const wrong of [{ maxResults: 101 }, { maxResults: 0 }, { nextToken: 'another' }])
      await expect(list(wrong)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('refuses a revision that is INACTIVE, and what is not modelled; a missing service is no error', async () => {
    const old = await register({});
    await ecs.handlers.DeregisterTaskDefinition?.({ taskDefinition: old }, call);
    await expect(update({ taskDefinition: old })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(update({ capacityProviderStrategy: [] })).rejects.toMatchObject({ name: 'NotImplementedException' });
    await expect(
      (async () => ecs.handlers.UpdateService?.({ cluster: 'survey', service: 'none' }, call))(),
    ).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
    const described = await ecs.handlers.DescribeServices?.({ cluster: 'survey', services: ['none'] }, call);
    expect(described).toMatchObject({ services: [], failures: [{ reason: 'MISSING' }] });
  });
});

it('checks that roles may be passed, by an update too where it names a task definition', async () => {
  const check = ecs.access['UpdateService'] as (input: object) => { action: string; resource: string }[];
  const taskDefinition = await register({});
  const asked = (input: object) =>
    check({ cluster: 'survey', service: 'web', ...input }).map(({ action, resource }) => [action, resource]);
  const update = ['ecs:UpdateService', 'arn:aws:ecs:sa-east-1:111122223333:service/survey/web'];
  expect(asked({ taskDefinition })).toEqual([update, ...Object.values(ROLES).map((role) => ['iam:PassRole', role])]);
  expect(asked({ desiredCount: 2 })).toEqual([update]);
});

it('checks that roles may be passed to a task', async () => {
  const check = ecs.access['RunTask'] as (input: object) => { action: string; resource: string; context: object }[];
  const taskDefinition = await register({});
  const checks = check({ cluster: 'survey', taskDefinition, overrides: {} });
  expect(checks).toEqual([
    {
      action: 'ecs:RunTask',
      resource: taskDefinition,
      context: { 'ecs:cluster': 'arn:aws:ecs:sa-east-1:111122223333:cluster/survey' },
    },
    ...Object.values(ROLES).map((resource) => ({
      action: 'iam:PassRole',
      resource,
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    })),
  ]);
});
