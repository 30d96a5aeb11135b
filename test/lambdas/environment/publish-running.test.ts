import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { imageOf, unsettled } from '../../../lambdas/environment/publish-running/facts.ts';
import { handler } from '../../../lambdas/environment/publish-running/handler.ts';
import type { ReleaseRecord } from '../../../lambdas/model/ledger.ts';
import { NAMES } from '../../../lambdas/model/published.ts';
import { NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { digest, REGISTRY } from '../stub/definitions.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';

const definition = (name: string) => `arn:aws:ecs:sa-east-1:111122223333:task-definition/${name}:4`;
const RUNNING = { web: definition('web'), worker: definition('worker') };
const IMAGES = { app: `${REGISTRY}/survey:2.0.0`, collector: `${REGISTRY}/otel@${digest('c')}` };

let parameters: Map<string, string>;
/** Digests that the tasks of each service run. */
let ran: Record<string, string[]>;

const prepare = async () => {
  process.env['PUBLISHED'] = JSON.stringify({
    cluster: 'survey',
    pointer: { parameter: '/survey/database/host', format: 'host:port' },
  });
  parameters = new Map([['/survey/database/host', 'survey.abc.rds.amazonaws.com:5432']]);
  ran = { web: [digest('a')], worker: [digest('b')] };
  await ledger.put('status', status({ status: 'open', holder: null, running: RUNNING }));
  playServices([steady('web', RUNNING.web, 3), steady('worker', RUNNING.worker, 1)]);
  aws.on('ecs', {
    DescribeTaskDefinition: ({ taskDefinition }) => ({
      taskDefinition: {
        taskDefinitionArn: taskDefinition,
        containerDefinitions: Object.entries(IMAGES).map(([name, image]) => ({ name, image })),
      },
    }),
    ListTasks: ({ serviceName = '' }) => ({ taskArns: (ran[serviceName] ?? []).map((_, n) => `${serviceName}/${n}`) }),
    DescribeTasks: ({ tasks = [] }) => ({
      tasks: tasks.map((task) => {
        const [service = '', n] = task.split('/');
        return { taskArn: task, containers: [{ name: 'app', imageDigest: ran[service]?.[Number(n)] }] };
      }),
    }),
  });
  aws.on('ssm', {
    GetParameter: ({ Name = '' }) => ({ Parameter: { Name, Type: 'String', Value: parameters.get(Name) } }),
    GetParameters: ({ Names = [] }) => ({
      Parameters: Names.flatMap((Name) => (parameters.has(Name) ? [{ Name, Value: parameters.get(Name) }] : [])),
    }),
    PutParameter: ({ Name = '', Value = '' }) => {
      parameters.set(Name, Value);
      return { Version: 1 };
    },
  });
};
beforeEach(prepare);
const published = (name: string) => parameters.get(`/knowngood/sandbox/${name}`);

describe('publish-running', () => {
  it('publishes image, task definition and count of each service, and the database’s host', async () => {
    const { written, left } = await handler({ time: NOW });
    expect(left).toEqual([]);
    expect(written).toHaveLength(11);
    // Last: whoever reads it finds the images that it speaks of.
    expect(written.at(-1)).toBe('/knowngood/sandbox/release');
    expect(published('status')).toBe('open');
    expect(published(NAMES.image('web', 'app'))).toBe(`${REGISTRY}/survey@${digest('a')}`);
    expect(published('services/worker/containers/app/image')).toBe(`${REGISTRY}/survey@${digest('b')}`);
    expect(published('services/web/containers/collector/image')).toBe(IMAGES.collector);
    expect(published('services/web/task-definition')).toBe(RUNNING.web);
    expect(published('services/web/count')).toBe('3');
    expect(published('database/host')).toBe('survey.abc.rds.amazonaws.com');
  });

  it('writes nothing twice, and only what has changed', async () => {
    await handler({ time: NOW });
    expect((await handler({ time: NOW })).written).toEqual([]);
    ran['web'] = [digest('d')];
    // The release is written again, though it is the same one: its time is that of its images.
    expect((await handler({ time: NOW })).written).toEqual([
      '/knowngood/sandbox/services/web/containers/app/image',
      '/knowngood/sandbox/release',
    ]);
  });

  it.each(['releasing', 'rolling-back', 'frozen'] as const)(
    'says that it is %s, and leaves the rest as it was',
    async (now) => {
      await ledger.put('status', status({ status: now, running: RUNNING }));
      const written = ['/knowngood/sandbox/status'];
      expect(await handler({ time: NOW })).toEqual({ written, left: [`everything: the environment is ${now}`] });
      expect(published('status')).toBe(now);
    },
  );

  it.each<[string, Partial<ReleaseRecord> | null, string]>([
    ['a good release', {}, 'good'],
    ['one that nothing observed', { outcome: 'unobserved' }, 'unobserved'],
    ['one that a person reopened', { reopened: { at: NOW, by: null, reason: 'r', incident: 'i' } }, 'reopened'],
    ['one that moved another task definition since', { switched: { web: definition('other') } }, 'unverified'],
    ['none', null, 'unverified'],
  ])('says which release has left what runs: %s', async (_what, change, outcome) => {
    if (change !== null)
      await ledger.put('release#r1', release({ outcome: 'good', version: '2.0.0', switched: RUNNING, ...change }));
    await handler({ time: NOW });
    const told = JSON.parse(published('release') ?? '{}');
    expect(told).toMatchObject({ outcome, version: outcome === 'unverified' ? 'unknown' : '2.0.0' });
  });

  it('says that it is unsettled where a service runs something else', async () => {
    await ledger.put('release#r1', release({ outcome: 'good', switched: RUNNING }));
    playServices([steady('web', definition('web-of-a-template'), 3), steady('worker', RUNNING.worker, 1)]);
    await handler({ time: NOW });
    expect(JSON.parse(published('release') ?? '{}')).toMatchObject({ outcome: 'unsettled' });
  });

  it('leaves a service that somebody else has moved: a template must not be told to keep that', async () => {
    playServices([steady('web', definition('web-of-a-template'), 3), steady('worker', RUNNING.worker, 1)]);
    const { left } = await handler({ time: NOW });
    expect(left).toEqual([
      `web: somebody else has moved it to ${definition('web-of-a-template')}; a release or rollback switched it to ${RUNNING.web}`,
    ]);
    expect([published('services/web/count'), published('services/worker/count')]).toEqual([undefined, '1']);
  });

  it('leaves an image where tasks run two, or none runs', async () => {
    ran = { web: [digest('a'), digest('b')], worker: [] };
    const { left } = await handler({ time: NOW });
    expect(left).toEqual(['web/app: its tasks do not run one image', 'worker/app: its tasks do not run one image']);
    expect(published('services/web/task-definition')).toBe(RUNNING.web);
  });

  it('publishes nothing before a release has switched a service', async () => {
    await ledger.put('status', status({ status: 'open', holder: null, running: {} }));
    expect(await handler({ time: NOW })).toEqual({ written: ['/knowngood/sandbox/status'], left: [] });
  });

  it('goes on where it was cut off: what is written already is not written again', async () => {
    let puts = 0;
    aws.on('ssm', {
      PutParameter: ({ Name = '', Value = '' }) => {
        if (++puts === 3) throw denied();
        parameters.set(Name, Value);
        return { Version: 1 };
      },
    });
    await expect(handler({ time: NOW })).rejects.toThrow('not authorized');
    expect((await handler({ time: NOW })).written).toHaveLength(9);
  });

  everyCall({
    prepare,
    // What it wrote this time is not the outcome: what is published is.
    run: async () => (await handler({ time: NOW })).left,
    calls: [
      ...[
        'dynamodb:GetItem',
        'dynamodb:Query',
        'ecs:DescribeServices',
        'ecs:DescribeTaskDefinition',
        'ecs:DescribeTasks',
      ],
      ...['ecs:ListTasks', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter'],
    ],
    left: () => [...parameters],
  });
});

describe('whether a service’s parameters may be written', () => {
  const web = steady('web', RUNNING.web, 3);
  it.each([
    ['it runs what it was switched to', web, undefined],
    ['ECS does not know it', undefined, 'ECS does not know it'],
    [
      'a deployment is under way',
      { ...web, deployments: [...(web.deployments ?? []), { status: 'ACTIVE' }] },
      'a deployment is under way',
    ],
  ])('%s', (_, service, why) => {
    expect(unsettled(service, RUNNING.web)).toBe(why);
  });
});

describe('the image that a container runs', () => {
  it.each<[string, string, string[] | undefined, string | null]>([
    ['a digest that is written', `app@${digest('a')}`, undefined, `app@${digest('a')}`],
    ['a tag, and what its tasks run', `${REGISTRY}/app:1`, [digest('b')], `${REGISTRY}/app@${digest('b')}`],
    ['no tag at all', `${REGISTRY}/app`, [digest('b')], `${REGISTRY}/app@${digest('b')}`],
    ['a tag, and no task', `${REGISTRY}/app:1`, undefined, null],
    ['a tag, and two images', `${REGISTRY}/app:1`, [digest('a'), digest('b')], null],
    ['no image reference', '!', [digest('a')], null],
  ])('%s', (_, written, digests, image) => {
    expect(imageOf(written, digests)).toBe(image);
  });
});
