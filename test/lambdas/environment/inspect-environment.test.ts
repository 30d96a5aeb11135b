import '../stub/before-handlers.ts';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/environment/inspect-environment/contract.ts';
import { handler } from '../../../lambdas/environment/inspect-environment/handler.ts';
import { WireError } from '../../../sandbox/kernel/wire-error.ts';
import { LISTENERS, release, request, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { digest } from '../stub/definitions.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';
import type { Databases } from '../stub/rds.ts';
import { DIGEST, playSchedules, RULE, whole } from '../stub/schedules.ts';
import { told } from '../stub/told.ts';
import { EXACT, type Found, IMAGE, input, prepare } from './inspected.ts';

let databases: Databases;
beforeEach(() => {
  databases = prepare();
});

describe('inspect-environment', () => {
  it('answers with what the environment is: services with the digests that run, and the live database', async () => {
    expect(await handler(input())).toMatchObject({
      found: {
        services: [
          { name: 'web', taskDefinition: 'td:1', images: { app: digest('a') }, desiredCount: 2 },
          { name: 'worker', taskDefinition: 'td:1', images: { app: digest('b') }, desiredCount: 1 },
        ],
        database: { identifier: 'survey', host: 'survey.rds', port: 5432, pointer: 'survey.rds', resourceId: 'db-1' },
        images: { [IMAGE]: EXACT },
        restorePoint: 'point-in-time',
      },
      problems: [],
      warnings: [expect.stringMatching(/"sidecar" of service "web" is not pinned/), expect.stringMatching(/"worker"/)],
    });
  });

  it('says what the release would do', async () => {
    const { plan } = await handler(input());
    expect(plan).toContain(`switch service web to ${EXACT}`);
    expect(plan).toContain('record a restore point: a point in time of survey, which its automated backups hold');
  });

  it.each<[string, Found, RegExp]>([
    ['the image was never pushed', { images: {} }, /ECR has no image .*survey:2\.0\.0/],
    ['a service is missing', { web: { serviceName: 'gone' } }, /service "web" does not exist in cluster "survey"/],
    ['a service is not steady', { web: { runningCount: 1 } }, /"web" is not steady: 1 of 2 tasks run/],
    [
      'a service is deployed by something else',
      { web: { deploymentController: { type: 'CODE_DEPLOY' } } },
      /deployment controller CODE_DEPLOY/,
    ],
    [
      'the pointer names no instance',
      { pointer: 'old.rds' },
      /the pointer holds "old\.rds", which is the endpoint of no/,
    ],
    [
      'the live database is not granted',
      { live: { DBInstanceIdentifier: 'reports' } },
      /the live database is "reports"/,
    ],
    ['the live database is busy', { live: { DBInstanceStatus: 'modifying' } }, /is modifying; expected available/],
    [
      'its subnet group is another',
      { live: { DBSubnetGroup: { DBSubnetGroupName: 'x' } } },
      /subnet group is "x".*Correct database\.subnetGroup/,
    ],
    [
      'its parameter group is another',
      { live: { DBParameterGroups: [{ DBParameterGroupName: 'x' }] } },
      /parameter group is "x"/,
    ],
    ['its key is another', { live: { KmsKeyId: 'arn:kms:key/9' } }, /storage key is "arn:kms:key\/9"/],
    ['an alarm is missing', { alarm: { AlarmName: 'gone' } }, /alarm "5xx" does not exist/],
    ['an alarm fires already', { alarm: { StateValue: 'ALARM' } }, /alarm "5xx" is already in ALARM/],
    ['nobody would be told', { subscription: 'PendingConfirmation' }, /audience "devops" has no confirmed e-mail/],
  ])('fails with EnvironmentNotReady when %s', async (_when, found, message) => {
    prepare(found);
    await expect(handler(input())).rejects.toMatchObject(told('EnvironmentNotReady', message));
  });

  it('names every problem at once', async () => {
    prepare({ images: {}, alarm: { StateValue: 'ALARM' } });
    await expect(handler(input())).rejects.toMatchObject(
      told('EnvironmentNotReady', /ECR has no image.*; alarm "5xx"/),
    );
  });

  it('takes a repository that is gone for an image that was never pushed', async () => {
    const repository = request({ changes: [{ service: 'web', image: 'no reference at all' }] });
    await expect(handler(input({ release: repository }))).rejects.toMatchObject(
      told('EnvironmentNotReady', /ECR has no image no reference at all/),
    );
  });

  it('lets an alarm fire that the release names', async () => {
    prepare({ alarm: { StateValue: 'ALARM' } });
    const { release: asked } = input();
    expect(await handler(input({ release: { ...asked, ignoreAlarms: ['5xx'] } }))).toMatchObject({
      found: { database: expect.any(Object) },
    });
  });

  it('wants the version to have been good where it comes from', async () => {
    const promoted = input({ promotedFrom: 'homologation' });
    await expect(handler(promoted)).rejects.toMatchObject(
      told('EnvironmentNotReady', /version 2\.0\.0 has no good release in "homologation"/),
    );
    await ledger.put(
      'release#r0',
      { ...release({ version: '2.0.0' }), environment: 'homologation' },
      'knowngood-homologation',
    );
    expect(await handler(promoted)).toMatchObject({ found: { images: { [IMAGE]: EXACT } } });
  });

  it('warns of what a restore would leave behind, and refuses where the policy could lead to one', async () => {
    prepare({ live: { ReadReplicaDBInstanceIdentifiers: ['replica'] } });
    const { warnings } = await handler(input());
    expect(warnings.join('; ')).toMatch(/read replicas \(replica\)/);
    await expect(handler(input({ policy: 'restore' }))).rejects.toMatchObject(
      told('EnvironmentNotReady', /read replicas \(replica\) go on following/),
    );
  });

  it('warns of a chat that nothing hears, and of a pager that has not confirmed, and refuses for neither', async () => {
    prepare();
    const audiences = [
      { name: 'devops', topic: 'arn:devops' },
      { name: 'chat', topic: 'arn:chat' },
      { name: 'pager', topic: 'arn:chat', isPager: true },
    ];
    const subscribed = (...endpoints: string[]) =>
      aws.on('sns', {
        ListSubscriptionsByTopic: ({ TopicArn = '' }) => ({
          Subscriptions:
            TopicArn === 'arn:devops'
              ? [{ SubscriptionArn: 'arn:1', Protocol: 'email' }]
              : [
                  {
                    SubscriptionArn: 'PendingConfirmation',
                    Protocol: 'https',
                    Endpoint: 'https://waiting.example.com',
                  },
                  ...endpoints.map((Endpoint) => ({ SubscriptionArn: 'arn:2', Protocol: 'https', Endpoint })),
                ],
        }),
      });
    const warned = async () =>
      (await handler(input({ audiences }))).warnings.filter((text) => !text.startsWith('container')).join('; ');
    subscribed();
    expect(await warned()).toMatch(/nothing is subscribed to the chat topic.*; the pager has not confirmed/);
    subscribed('https://global.sns-api.chatbot.amazonaws.com');
    expect(await warned()).toMatch(/^the pager has not confirmed its subscription: it will not ring/);
    subscribed('https://global.sns-api.chatbot.amazonaws.com', 'https://pager.example.com/hook');
    expect(await warned()).toBe('');
  });

  it('refuses what RDS has no room for, no longer offers, or leads to by a proxy', async () => {
    databases = prepare();
    databases.quotas = [{ AccountQuotaName: 'ManualSnapshots', Used: 99, Max: 100 }];
    databases.withdrawn = '17.4';
    databases.proxies.set('pool', 'survey').set('elsewhere', 'other');
    await expect(handler(input({ policy: 'restore' }))).rejects.toMatchObject(
      told('EnvironmentNotReady', /99 of at most 100 manual snapshots.*no longer makes .*17\.4.*proxies \(pool\)/),
    );
  });

  it('refuses where checks would get no answer', async () => {
    const probes = LISTENERS.map(({ name, url }) => ({ listener: name, url, status: 0, page: false }));
    await expect(handler(input({ probes }))).rejects.toMatchObject(
      told(
        'EnvironmentNotReady',
        /"public": https:\/\/survey\.example\.com does not answer from where probes and checks run/,
      ),
    );
  });

  it('refuses while a stack changes that has made a service, or that is configured', async () => {
    const tags = [{ key: 'aws:cloudformation:stack-name', value: 'Survey' }];
    const stacks: Record<string, StackStatus> = { Survey: 'UPDATE_IN_PROGRESS', Network: 'UPDATE_COMPLETE' };
    const state = () =>
      aws.on('cloudformation', {
        DescribeStacks: ({ StackName = '' }) => {
          const StackStatus = stacks[StackName];
          if (StackStatus === undefined)
            throw new WireError('ValidationError', `Stack with id ${StackName} does not exist`, 400);
          return { Stacks: [{ StackName, StackStatus, CreationTime: new Date(0) }] };
        },
      });
    prepare({ web: { tags } });
    state();
    await expect(handler(input({ stacks: ['Network', 'Gone'] }))).rejects.toMatchObject(
      told('EnvironmentNotReady', /"Gone" does not exist.*; the stack "Survey" is UPDATE_IN_PROGRESS; expected none/),
    );
    expect(aws.inputs('ecs:DescribeServices')[0]).toMatchObject({ include: ['TAGS'] });
    stacks['Survey'] = 'UPDATE_COMPLETE';
    expect((await handler(input({ stacks: ['Network'] }))).problems).toEqual([]);
  });

  describe('asked by a dry run', () => {
    const dry = (change: Partial<Input> = {}) => {
      const { release: asked } = input();
      return input({ release: { ...asked, dryRun: true }, ...change });
    };

    it('answers with every problem, and with the plan all the same', async () => {
      prepare({ images: {}, alarm: { StateValue: 'ALARM' }, web: { runningCount: 1 } });
      const found = await handler(dry());
      expect(found.found).toBeNull();
      expect(found.problems).toEqual([
        expect.stringMatching(/"web" is not steady/),
        expect.stringMatching(/ECR has no image/),
        expect.stringMatching(/alarm "5xx" is already in ALARM/),
        expect.stringMatching(/"app" of service "worker" runs .*, and a rollback could not start it again/),
      ]);
      expect(found.plan).toContain(`switch service web to ${IMAGE}`);
      expect(found.endpoint).toEqual({ host: 'survey.rds', port: 5432 });
    });

    it('answers where there is no live database', async () => {
      prepare({ pointer: 'old.rds' });
      expect(await handler(dry())).toMatchObject({
        ...{ found: null, endpoint: null, restorePoint: null },
        problems: [expect.stringMatching(/the pointer holds "old\.rds"/)],
      });
    });

    it('says who holds the environment, which a release asks of the lock', async () => {
      const executions = new Executions();
      executions.known['arn:other'] = { status: 'RUNNING' };
      executions.play();
      await ledger.put('status', status({ status: 'releasing', holder: 'arn:other', work: 'r9' }));
      const { problems } = await handler(dry());
      expect(problems).toEqual([expect.stringMatching(/the environment is releasing since .*, by r9 \(arn:other\)/)]);
      expect((await handler(input())).problems).toEqual([]);
    });

    it('names what AWS refuses to show, and judges the rest', async () => {
      prepare({ alarm: { StateValue: 'ALARM' } });
      aws.fails('ecs:DescribeServices', denied);
      const { problems } = await handler(dry());
      expect(problems).toEqual([
        expect.stringMatching(/the services could not be looked at \(AccessDeniedException: .*\)/),
        expect.stringMatching(/alarm "5xx" is already in ALARM/),
      ]);
    });

    it.each<[string, () => void, RegExp]>([
      [
        'is managed',
        () => aws.on('events', { DescribeRule: () => ({ State: 'ENABLED', ManagedBy: 'x.amazonaws.com' }) }),
        /is managed by x/,
      ],
      [
        'is in a state that EnableRule does not know',
        () => aws.on('events', { DescribeRule: () => ({ State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }) }),
        /ENABLED_WITH_ALL_CLOUDTRAIL.*could only make it ENABLED/,
      ],
      [
        'runs once',
        () =>
          playSchedules(
            { nightly: 'ENABLED' },
            { 'jobs/digest': whole({ KmsKeyArn: undefined, ScheduleExpression: 'at(2027-01-01T00:00:00)' }) },
          ),
        /runs once/,
      ],
      [
        'is gone',
        () => playSchedules({}, { 'jobs/digest': whole({ KmsKeyArn: undefined }) }),
        /rule nightly does not exist/,
      ],
    ])('a rule or schedule that %s is a problem', async (_what, found, problem) => {
      playSchedules({ nightly: 'ENABLED' }, { 'jobs/digest': whole({ KmsKeyArn: undefined }) });
      found();
      const { problems } = await handler({ ...dry(), schedules: [RULE, DIGEST] });
      expect(problems).toEqual([expect.stringMatching(problem)]);
    });

    it('tells how long the last one took', async () => {
      await ledger.put('release#r1', { ...release({ fenced: false }) });
      expect((await handler(dry())).times).toContain('release 2.0.0 (r1) took 30 minutes from its start to its end');
    });
  });

  everyCall({
    prepare: () => {
      prepare();
      playSchedules({ nightly: 'ENABLED' }, { 'jobs/digest': whole({ KmsKeyArn: undefined }) });
    },
    run: () => handler(input({ promotedFrom: null, schedules: [RULE, DIGEST] })),
    calls: [
      'ecs:DescribeServices',
      'ssm:GetParameter',
      'rds:DescribeDBInstances',
      'rds:DescribeAccountAttributes',
      'rds:DescribeDBEngineVersions',
      'rds:DescribeDBProxies',
      'monitoring:DescribeAlarms',
      'ecs:DescribeTaskDefinition',
      'events:DescribeRule',
      'scheduler:GetSchedule',
      'elasticloadbalancing:DescribeAccountLimits',
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeRules',
      'ecr:DescribeImages',
      'sns:ListSubscriptionsByTopic',
      'ecs:ListTasks',
      'ecs:DescribeTasks',
    ],
  });
});
