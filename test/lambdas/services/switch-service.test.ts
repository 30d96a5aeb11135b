import '../stub/before-handlers.ts';
import type { Service } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/switch-service/contract.ts';
import { handler } from '../../../lambdas/services/switch-service/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  release: 'r1',
  cluster: 'survey',
  service: 'web',
  taskDefinition: 'td:2',
  accepts: ['td:1', 'td:2'],
  desiredCount: null,
  ...change,
});
const rollback = (change: Partial<Input> = {}) =>
  input({ release: null, taskDefinition: 'td:1', desiredCount: 3, ...change });

let web: Service;
const prepare = async (runs = 'td:1') => {
  web = steady('web', runs);
  playServices([web]);
  await ledger.put('status', status());
  await ledger.put('release#r1', release({ switched: {} }));
};
beforeEach(() => prepare());
const updates = () => aws.inputs('ecs:UpdateService');

describe('switch-service', () => {
  it('moves the service to the task definition, keeps its count and answers with the deployment it made', async () => {
    expect(await handler(input())).toEqual({ service: 'web', taskDefinition: 'td:2', deployment: 'ecs-svc/web-2' });
    expect(updates()).toEqual([{ cluster: 'survey', service: 'web', taskDefinition: 'td:2' }]);
  });

  it('writes what the service runs and what the release moved before the call, and closes its intent after it', async () => {
    let during: unknown;
    aws.on('ecs', {
      UpdateService: async () => {
        during = await ledger.all();
        return { service: web };
      },
    });
    await handler(input());
    const written = { status: { running: { web: 'td:2' } }, 'release#r1': { switched: { web: 'td:2' } } };
    expect(during).toMatchObject({ ...written, status: { intents: { 'switch-service web': NOW } } });
    expect(await ledger.all()).toMatchObject({ ...written, status: { intents: NOTHING } });
  });

  it('of a rollback sets the count it is given and switches the return of the circuit breaker off', async () => {
    await prepare('td:2');
    await handler(rollback());
    expect(updates()).toMatchObject([
      {
        taskDefinition: 'td:1',
        desiredCount: 3,
        deploymentConfiguration: {
          minimumHealthyPercent: 100,
          deploymentCircuitBreaker: { enable: true, rollback: false },
        },
      },
    ]);
    expect(await ledger.read('status')).toMatchObject({ breakers: { web: { breaker: true, alarms: false } } });
    expect(await ledger.read('release#r1')).toMatchObject({ switched: NOTHING });
  });

  it.each([
    ['the alarms', { breaker: false, alarms: true }],
    ['both', { breaker: true, alarms: true }],
  ])('of a rollback switches off what returns the service, and remembers it: %s', async (_what, returns) => {
    await prepare('td:2');
    const configuration = (on: boolean) => ({
      deploymentCircuitBreaker: { enable: true, rollback: on && returns.breaker },
      alarms: { alarmNames: ['5xx'], enable: true, rollback: on },
    });
    web.deploymentConfiguration = configuration(true);
    await handler(rollback());
    expect(web.deploymentConfiguration).toEqual(configuration(false));
    expect(await ledger.read('status')).toMatchObject({ breakers: { web: returns } });
    await handler(rollback());
    expect(await ledger.read('status')).toMatchObject({ breakers: { web: returns } });
  });

  it('of a release leaves on what returns the service: ECS stops a bad version sooner than we see it', async () => {
    await handler(input());
    expect(web.deploymentConfiguration).toEqual(steady('web', 'td:1').deploymentConfiguration);
    expect(await ledger.read('status')).toMatchObject({ breakers: NOTHING });
  });

  it('asks ECS also where an old answer shows it there already, and waits for what ECS says then', async () => {
    web.taskDefinition = 'td:2';
    web.deployments = [{ id: 'of-an-old-answer', status: 'PRIMARY', taskDefinition: 'td:2' }];
    aws.on('ecs', {
      UpdateService: () => ({
        service: { ...web, deployments: [{ id: 'ecs-svc/web-7', status: 'PRIMARY', taskDefinition: 'td:2' }] },
      }),
    });
    expect(await handler(input())).toMatchObject({ deployment: 'ecs-svc/web-7' });
    expect(updates()).toEqual([{ cluster: 'survey', service: 'web', taskDefinition: 'td:2' }]);
  });

  it.each([
    ['no service', {}],
    ['a service without a deployment', { service: { serviceName: 'web' } }],
  ])('does not know its deployment where ECS answers with %s', async (_what, answer) => {
    aws.on('ecs', { UpdateService: () => answer });
    expect(await handler(input())).toMatchObject({ deployment: '' });
  });

  it('asks ECS for another deployment where it has given ours up', async () => {
    web.taskDefinition = 'td:2';
    web.deployments = [{ id: 'given-up', status: 'PRIMARY', taskDefinition: 'td:2', rolloutState: 'FAILED' }];
    expect(await handler(input())).toEqual({ service: 'web', taskDefinition: 'td:2', deployment: 'ecs-svc/web-2' });
    expect(updates()).toMatchObject([{ taskDefinition: 'td:2', forceNewDeployment: true }]);
  });

  it('asks for another where ours starts tasks in vain and no breaker ends it', async () => {
    web.taskDefinition = 'td:2';
    web.deploymentConfiguration = {};
    web.deployments = [
      { id: 'in-vain', status: 'PRIMARY', taskDefinition: 'td:2', rolloutState: 'IN_PROGRESS', failedTasks: 5 },
    ];
    expect(await handler(input())).toEqual({ service: 'web', taskDefinition: 'td:2', deployment: 'ecs-svc/web-2' });
    expect(updates()).toMatchObject([{ forceNewDeployment: true }]);
  });

  it('of a service that is not there fails with ServiceMissing', async () => {
    const gone = handler(input({ service: 'worker' }));
    await expect(gone).rejects.toMatchObject(told('ServiceMissing', /"worker".*"survey"/));
  });

  it("leaves somebody else's deployment alone: ChangedByOthers", async () => {
    await prepare('td:9');
    await expect(handler(input())).rejects.toMatchObject(
      told('ChangedByOthers', /runs td:9; expected one of td:1, td:2/),
    );
    expect(updates()).toEqual([]);
  });

  it('of an execution that lost the environment calls nothing: LockLost', async () => {
    await ledger.put('status', status({ holder: 'another', fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(updates()).toEqual([]);
  });
});

describe.each([
  ['of a release', input(), 'td:1'],
  ['of a rollback', rollback(), 'td:2'],
])('switch-service %s', (_of, given, runs) => {
  everyCall({
    prepare: () => prepare(runs),
    run: () => handler(given),
    calls: ['ecs:DescribeServices', 'dynamodb:TransactWriteItems', 'ecs:UpdateService', 'dynamodb:UpdateItem'],
    left: () => web,
  });
});
