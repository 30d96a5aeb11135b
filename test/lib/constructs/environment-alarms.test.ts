import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, FargateService } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessAlarms } from '../../../examples/survey-platform/business-alarms.ts';
import { EnvironmentAlarms, type EnvironmentAlarmsProps } from '../../../lib/constructs/alarms/environment-alarms.ts';
import { type CloudWatch, createCloudwatch } from '../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { create, type FakeKernel, fakeKernel, PERSON } from '../../sandbox/processes/fake-kernel.ts';
import { testApp } from '../app.ts';

const elb = (resource: string) => `arn:aws:elasticloadbalancing:sa-east-1:111122223333:${resource}`;
const LOAD_BALANCER = { LoadBalancer: 'app/survey/1a2b' };
const TARGETS = { ...LOAD_BALANCER, TargetGroup: 'targetgroup/web/3c4d' };
const SERVICE = { ClusterName: 'survey', ServiceName: 'web' };

function application(change: Partial<EnvironmentAlarmsProps> = {}) {
  const stack = new Stack(testApp(), 'Application', { env: { account: '111122223333', region: 'sa-east-1' } });
  const database = (id: string) =>
    DatabaseInstance.fromDatabaseInstanceAttributes(stack, id, {
      ...{ instanceIdentifier: id, instanceEndpointAddress: 'x', port: 5432, securityGroups: [] },
    });
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', {
    ...{ clusterName: 'survey', vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'v', availabilityZones: ['a'] }) },
    securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
  });
  const topic = new Topic(stack, 'Topic');
  const made = new EnvironmentAlarms(stack, 'Alarms', {
    ...{ name: 'survey', topic, mostConnections: 80, leastFreeStorage: 10, slowestSeconds: 2 },
    loadBalancer: ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'LoadBalancer', {
      ...{ loadBalancerArn: elb(`loadbalancer/${LOAD_BALANCER.LoadBalancer}`), securityGroupId: 'sg-1' },
    }),
    targetGroups: [
      ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
        targetGroupArn: elb(TARGETS.TargetGroup),
        loadBalancerArns: elb(`loadbalancer/${LOAD_BALANCER.LoadBalancer}`),
      }),
    ],
    services: [FargateService.fromFargateServiceAttributes(stack, 'Web', { cluster, serviceName: 'web' })],
    ...{ database: database('survey'), replicas: [database('reports')] },
    ...change,
  });
  new BusinessAlarms(stack, 'Business', topic);
  return { stack, made };
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
const resourcesOf = (stack: Stack) => Template.fromStack(stack).toJSON()['Resources'] as Record<string, Resource>;

/** The values that CloudFormation puts in: an alarm's ARN, a rule's name. */
function resolved(value: unknown, all: Record<string, Resource>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, all));
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute, Ref: ref } = value as Record<string, string[]>;
  if (join !== undefined) return (resolved(join[1], all) as string[]).join(join[0]);
  if (attribute !== undefined)
    return `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${all[attribute[0] ?? '']?.Properties?.['AlarmName']}`;
  if (ref !== undefined) return all[String(ref)]?.Properties?.['Name'] ?? String(ref);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolved(one, all)]));
}

describe('alarms to begin with', () => {
  let kernel: FakeKernel;
  let cloudwatch: CloudWatch;
  beforeAll(async () => {
    // A virtual minute lasts a thirtieth of a second.
    kernel = fakeKernel(1_800);
    cloudwatch = createCloudwatch(kernel);
    const all = resourcesOf(application().stack);
    const alarms = Object.values(all).filter(({ Type }) => Type.startsWith('AWS::CloudWatch::'));
    // What a composite alarm looks at is made before it.
    for (const { Type, Properties } of alarms.sort((a, b) => a.Type.localeCompare(b.Type)))
      await create(cloudwatch, Type, resolved(Properties, all) as Record<string, unknown>);
  });
  afterAll(() => cloudwatch.close?.());

  const state = async (name: string) => {
    const input = { AlarmNames: [name], AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
    const found = await cloudwatch.handlers.DescribeAlarms?.(input, { principal: PERSON });
    return [...(found?.MetricAlarms ?? []), ...(found?.CompositeAlarms ?? [])][0]?.StateValue;
  };
  type Measured = readonly [namespace: string, metric: string, dimensions: object, ...values: number[]];
  /** Measures the same again and again for so many virtual minutes, or until the alarm rings. */
  async function during(minutes: number, name: string, measured: readonly Measured[]): Promise<string | undefined> {
    const until = kernel.clock.now() + minutes * 60_000;
    while (kernel.clock.now() < until && (await state(name)) !== 'ALARM') {
      for (const [namespace, metric, dimensions, ...values] of measured)
        for (const value of values)
          cloudwatch.measure({ namespace, metric, dimensions: dimensions as Record<string, string>, value });
      // Several times a minute: on a slow machine none is left out.
      await kernel.clock.sleep(20_000);
    }
    return await state(name);
  }
  const requests = (count: number): Measured => ['AWS/ApplicationELB', 'RequestCount', LOAD_BALANCER, count];
  const errors = (count: number): Measured => ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', LOAD_BALANCER, count];
  const seconds = (...values: number[]): Measured => [
    ...(['AWS/ApplicationELB', 'TargetResponseTime', LOAD_BALANCER] as const),
    ...values,
  ];
  const unhealthy = (count: number): Measured => ['AWS/ApplicationELB', 'UnHealthyHostCount', TARGETS, count];
  const tasks = (desired: number, running: number): Measured[] => [
    ['ECS/ContainerInsights', 'DesiredTaskCount', SERVICE, desired],
    ['ECS/ContainerInsights', 'RunningTaskCount', SERVICE, running],
  ];
  const rds = (metric: string, value: number, instance = 'survey'): Measured => [
    ...(['AWS/RDS', metric, { DBInstanceIdentifier: instance }, value] as const),
  ];

  it.each<[string, readonly Measured[]]>([
    ['survey-error-rate', [requests(100), errors(5)]],
    ['survey-error-rate', [requests(1), errors(1)]],
    ['survey-error-rate', []],
    ['survey-tail-latency', [requests(200), seconds(...Array.from({ length: 200 }, () => 0.1), 9)]],
    ['survey-tail-latency', [requests(1), seconds(9)]],
    ['survey-unhealthy-targets', [unhealthy(0)]],
    ['survey-tasks-below-desired', tasks(2, 2)],
    ['survey-database-connections', [rds('DatabaseConnections', 80)]],
    ['survey-database-storage', [rds('FreeStorageSpace', 10 * 1_073_741_824)]],
    ['survey-replica-lag', [rds('ReplicaLag', 290, 'reports')]],
    ['survey-data-exposed', []],
  ])(
    '%s keeps quiet',
    async (name, measured) => {
      expect(await during(12, name, measured)).not.toBe('ALARM');
    },
    60_000,
  );

  it.each(['survey-tasks-below-desired', 'survey-database-connections', 'survey-replica-lag'])(
    '%s says that nobody knows, where there is no data',
    async (name) => {
      const fresh = createCloudwatch(kernel);
      const all = resourcesOf(application().stack);
      const one = Object.values(all).find(({ Properties }) => Properties?.['AlarmName'] === name);
      await create(fresh, 'AWS::CloudWatch::Alarm', resolved(one?.Properties, all) as Record<string, unknown>);
      await kernel.clock.sleep(12 * 60_000);
      const found = await fresh.handlers.DescribeAlarms?.({ AlarmNames: [name] }, { principal: PERSON });
      expect(found?.MetricAlarms?.[0]?.StateValue).toBe('INSUFFICIENT_DATA');
      await fresh.close?.();
    },
    60_000,
  );

  it.each<[string, readonly Measured[]]>([
    ['survey-unhealthy-targets', [unhealthy(1)]],
    ['survey-tasks-below-desired', tasks(2, 1)],
    ['survey-database-connections', [rds('DatabaseConnections', 95)]],
    ['survey-database-storage', [rds('FreeStorageSpace', 1_073_741_824)]],
    ['survey-replica-lag', [rds('ReplicaLag', 900, 'reports')]],
    ['survey-answers-stopped', [['SurveyPlatform', 'Answers', {}, 0]]],
    ['survey-data-exposed', [['AWS/Events', 'Invocations', { RuleName: 'survey-data-found' }, 1]]],
  ])(
    '%s rings',
    async (name, measured) => {
      expect(await during(600, name, measured)).toBe('ALARM');
    },
    60_000,
  );

  it('one incident is one alarm: what users notice rings once, whatever rings below it', async () => {
    const bad = [requests(100), errors(30), seconds(9, 9, 9)];
    expect(await during(600, 'survey-users-harmed', bad)).toBe('ALARM');
    expect(await during(600, 'survey-error-rate', bad)).toBe('ALARM');
    expect(await during(600, 'survey-tail-latency', bad)).toBe('ALARM');
    const rang = kernel.published.filter(
      ({ detail }) =>
        (detail as { alarmName?: string }).alarmName === 'survey-users-harmed' &&
        (detail as { state: { value: string } }).state.value === 'ALARM',
    );
    expect(rang).toHaveLength(1);
  }, 60_000);
});

it('gives the control plane each alarm with its criterion; only what users notice starts a rollback', () => {
  const { made, stack } = application();
  expect(made.alarms.map(({ criterion, action }) => [criterion, action])).toEqual([
    ['end-user-impact', 'rollback'],
    ['availability', 'notify'],
    ['availability', 'notify'],
    ['monitoring-feedback', 'notify'],
    ['monitoring-feedback', 'notify'],
    ['monitoring-feedback', 'notify'],
  ]);
  const all = Object.values(resourcesOf(stack)).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  // Nobody relies on CloudWatch's own default, nor wakes up to a name alone.
  for (const { Properties } of all)
    expect(Properties).toMatchObject({
      ...{ TreatMissingData: expect.any(String), AlarmDescription: expect.any(String) },
    });
  const silent = all.filter(({ Properties }) => Properties?.['AlarmActions'] === undefined);
  expect(silent.map(({ Properties }) => Properties?.['AlarmName'])).toEqual([
    ...['survey-error-rate', 'survey-tail-latency', 'survey-answers-stopped', 'survey-data-exposed'],
  ]);
});

it('refuses a lag that rings whenever nothing is written', () => {
  expect(() => application({ mostReplicaLag: 300 })).toThrow(
    /Alarms\.mostReplicaLag: 300; expected more than 300, since a replica/,
  );
});
