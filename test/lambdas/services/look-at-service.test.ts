import '../stub/before-handlers.ts';
import type { Service } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/look-at-service/contract.ts';
import { handler } from '../../../lambdas/services/look-at-service/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { told } from '../stub/told.ts';

const WEB = { service: 'web', taskDefinition: 'td:2', deployment: 'ecs-svc/web-1' };
const API = { service: 'api', taskDefinition: 'td:7', deployment: 'ecs-svc/api-1' };

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment({ now: later(120) }),
  since: NOW,
  cluster: 'survey',
  services: [WEB],
  limitMinutes: 10,
  ...change,
});
const ours = { id: 'ecs-svc/web-1', status: 'PRIMARY', taskDefinition: 'td:2' };
const prepare = (change: Partial<Service> = {}) => playServices([{ ...steady('web', 'td:2'), ...change }]);
const moving = { deployments: [{ ...ours, rolloutState: 'IN_PROGRESS' as const }] };
const failed = {
  deployments: [{ ...ours, rolloutState: 'FAILED' as const, rolloutStateReason: 'tasks failed to start' }],
};
const replaced = {
  deployments: [
    { id: 'ecs-svc/web-9', status: 'PRIMARY', taskDefinition: 'td:1', rolloutStateReason: 'circuit breaker' },
    { ...ours, status: 'ACTIVE' },
  ],
};
beforeEach(() => prepare());

describe('look-at-service', () => {
  it('finds it steady when our deployment is the one and complete, with every task', async () => {
    expect(await handler(input())).toMatchObject({ steady: true, again: false, detail: 'web: 2 of 2 tasks run' });
  });

  it.each([
    ['our deployment is in progress', moving, '2 of 2 tasks run, deployments: 1'],
    ['a task is missing', { runningCount: 1 }, '1 of 2 tasks run, deployments: 1'],
    ['autoscaling wants more tasks than run', { desiredCount: 4 }, '2 of 4 tasks run, deployments: 1'],
    ['ECS shows no deployment', { deployments: [] }, 'no deployment visible yet'],
    ['ECS does not show the service', { status: 'INACTIVE' }, 'the service is not visible'],
  ])('looks on when %s', async (_when, change, detail) => {
    prepare(change);
    expect(await handler(input())).toMatchObject({ steady: false, again: false, detail: `web: ${detail}` });
  });

  it('says when to look next: the later, the rarer', async () => {
    prepare(moving);
    const waits = async (seconds: number) =>
      (await handler(input({ since: NOW, moment: moment({ now: later(seconds) }) }))).waitSeconds;
    expect([await waits(0), await waits(300)]).toEqual([10, 100]);
  });

  it('finds it steady with the count that autoscaling has come to meanwhile', async () => {
    prepare({ desiredCount: 6, runningCount: 6 });
    expect(await handler(input())).toMatchObject({ steady: true, again: false, detail: 'web: 6 of 6 tasks run' });
  });

  it('takes a deployment that somebody forced for ours: it runs what was asked for', async () => {
    expect(await handler(input({ services: [{ ...WEB, deployment: 'ecs-svc/web-0' }] }))).toMatchObject({
      steady: true,
    });
  });

  it('fails with TookTooLong, and tells the last event of ECS', async () => {
    prepare({ ...moving, events: [{ message: 'unable to place a task' }] });
    await expect(handler(input({ moment: moment({ now: later(11 * 60) }) }))).rejects.toMatchObject(
      told('TookTooLong', /"web" to be steady on td:2 .*last event: unable to place a task/),
    );
  });

  it('fails with DeploymentFailed', async () => {
    prepare(failed);
    await expect(handler(input())).rejects.toMatchObject(
      told(
        'DeploymentFailed',
        /^Deployment failed: service "web" to td:2 \(tasks failed to start, last event: none\)\. Mend/,
      ),
    );
  });

  it('asks for another deployment where a person redrove after the failure', async () => {
    prepare(failed);
    const redriven = moment({ now: later(300), redrivenAt: later(240) });
    expect(await handler(input({ moment: redriven }))).toMatchObject({ steady: false, again: true });
    const before = moment({ now: later(300), redrivenAt: later(-60) });
    await expect(handler(input({ moment: before }))).rejects.toMatchObject(told('DeploymentFailed'));
  });

  it('fails with DeploymentReplaced, but not from a look in the first minute, which may be an old answer', async () => {
    prepare(replaced);
    await expect(handler(input())).rejects.toMatchObject(
      told('DeploymentReplaced', /now moves to td:1 \(circuit breaker\)/),
    );
    expect(await handler(input({ moment: moment({ now: later(59) }) }))).toMatchObject({ steady: false, again: false });
  });

  it('waits for the slowest of several, and says which it is', async () => {
    playServices([steady('web', 'td:2'), { ...steady('api', 'td:7'), runningCount: 1 }]);
    const seen = await handler(input({ services: [WEB, API] }));
    expect(seen).toMatchObject({ steady: false, detail: 'api: 1 of 2 tasks run, deployments: 1' });
    playServices([steady('web', 'td:2'), steady('api', 'td:7')]);
    expect(await handler(input({ services: [WEB, API] }))).toMatchObject({ steady: true });
  });

  it('fails when one of several fails, and names each that did, though others still move', async () => {
    const given = (name: string, taskDefinition: string) => ({
      ...steady(name, taskDefinition),
      deployments: [{ ...ours, id: `ecs-svc/${name}-1`, taskDefinition, rolloutState: 'FAILED' as const }],
    });
    const worker = { service: 'worker', taskDefinition: 'td:3', deployment: 'ecs-svc/worker-1' };
    playServices([given('web', 'td:2'), given('api', 'td:7'), { ...steady('worker', 'td:3'), runningCount: 0 }]);
    await expect(handler(input({ services: [WEB, API, worker] }))).rejects.toMatchObject(
      told('DeploymentFailed', /service "web" to td:2 \(.*\); service "api" to td:7 \(.*\)\. Mend(?!.*worker)/),
    );
  });

  it('finds nothing to wait for where none was switched', async () => {
    expect(await handler(input({ services: [] }))).toMatchObject({ steady: true, detail: '' });
  });

  it('answers an execution that began before services were looked at together', async () => {
    const { services: _, ...look } = input();
    expect(await handler({ ...look, ...WEB })).toMatchObject({ steady: true, again: false });
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['ecs:DescribeServices'] });
});
