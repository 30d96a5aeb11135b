import { Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationListener, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { expect, it } from 'vitest';
import environment from '../../examples/survey-platform/environment.ts';
import { check } from '../../lib/configuration/check.ts';
import { configurationOf } from '../../lib/constructs/configuration-of.ts';
import type { ControlPlaneProps } from '../../lib/constructs/props.ts';
import { testApp } from './app.ts';

const HOME = { account: '111122223333', region: 'sa-east-1' };
const arn = (service: string, resource: string) => `arn:aws:${service}:sa-east-1:111122223333:${resource}`;

/** An application whose names CloudFormation makes, and one of each thing that was imported. */
function application(env?: { account: string; region: string }) {
  const stack = new Stack(testApp(), 'Application', env === undefined ? {} : { env });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d',
    availabilityZones: ['a'],
    privateSubnetIds: ['subnet-0a1b2c3d'],
    isolatedSubnetIds: ['subnet-0e0e0e0e'],
  });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as ecs.ICluster;
  const securityGroup = SecurityGroup.fromSecurityGroupId(stack, 'Clients', 'sg-0a1b2c3d');
  const repository = new Repository(stack, 'Repository');
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, '1.0.0') });
  const service = new ecs.FargateService(stack, 'Service', {
    cluster,
    taskDefinition,
    securityGroups: [securityGroup],
  });
  const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: arn('elasticloadbalancing', 'listener/app/shared/0a1b/2c3d'),
    securityGroup,
  });
  const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 });
  const key = new Key(stack, 'Key');
  return {
    ...{ stack, vpc, service, repository, listener, engine, key, taskDefinition, cluster, securityGroup },
    alarm: new Alarm(stack, 'Alarm', {
      metric: new Metric({ namespace: 'Application', metricName: 'errors' }),
      threshold: 1,
      evaluationPeriods: 1,
    }),
    secret: new Secret(stack, 'Secret', { encryptionKey: key }) as ISecret,
    readSecret: Secret.fromSecretCompleteArn(stack, 'Reader', arn('secretsmanager', 'secret:reader-AbCdEf')),
    pointer: StringParameter.fromStringParameterName(stack, 'Pointer', '/application/database/host'),
  };
}
type Application = ReturnType<typeof application>;

const database = (app: Application, instance: rds.IDatabaseInstance | string = 'application') => ({
  ...environment.database,
  instance,
  pointer: { parameter: app.pointer, format: 'host' as const },
  connect: {
    vpc: app.vpc,
    securityGroups: [app.securityGroup],
    secret: app.secret,
    readSecret: app.readSecret,
    database: 'survey',
    tls: 'require' as const,
  },
  storageKey: app.key,
  roles: [Role.fromRoleName(app.stack, `Monitoring${app.stack.node.children.length}`, 'monitoring')],
});

function props(app: Application, change: Partial<ControlPlaneProps> = {}): ControlPlaneProps {
  const { account, region, cluster, ...rest } = environment;
  return {
    ...rest,
    services: [{ service: app.service, repository: app.repository, kind: 'web' }],
    migration: { service: app.service, command: ['migrate'] },
    listeners: [{ name: 'http', listener: app.listener, url: 'https://app.example.com' }],
    alarms: [{ alarm: app.alarm, criterion: 'availability', action: 'rollback' }],
    database: database(app),
    ...change,
  };
}

const of = (app: Application, change: Partial<ControlPlaneProps> = {}) =>
  configurationOf(app.stack, props(app, change));

it('names that CloudFormation makes stand in the configuration, and it is a valid one', () => {
  const app = application(HOME);
  const configuration = of(app);
  expect(() => check(configuration, 'Application/ControlPlane')).not.toThrow();
  expect(app.stack.resolve(configuration)).toMatchObject({
    ...HOME,
    cluster: { Ref: expect.stringContaining('Cluster') },
    services: [
      {
        name: { 'Fn::GetAtt': [expect.stringContaining('Service'), 'Name'] },
        container: 'app',
        repository: { Ref: expect.stringContaining('Repository') },
        taskRole: { Ref: expect.stringContaining('TaskTaskRole') },
        executionRole: { Ref: expect.stringContaining('TaskExecutionRole') },
      },
    ],
    listeners: [{ arn: arn('elasticloadbalancing', 'listener/app/shared/0a1b/2c3d') }],
    alarms: [{ name: { Ref: expect.stringContaining('Alarm') } }],
    database: {
      instance: 'application',
      pointer: { parameter: '/application/database/host', format: 'host' },
      connect: {
        subnets: ['subnet-0a1b2c3d'],
        securityGroups: ['sg-0a1b2c3d'],
        secret: { Ref: expect.stringContaining('Secret') },
        secretKey: { 'Fn::GetAtt': [expect.stringContaining('Key'), 'Arn'] },
        readSecret: arn('secretsmanager', 'secret:reader-AbCdEf'),
      },
    },
  });
});

it('endpoints come from the VPC and the route tables of the subnets', () => {
  const app = application(HOME);
  const vpc = new Vpc(app.stack, 'Own', { maxAzs: 2, natGateways: 0 });
  const whole = database(app);
  const given = (endpoints: boolean | readonly ['rds']) => {
    const connect = { ...whole.connect, vpc, subnets: { subnetType: SubnetType.PRIVATE_ISOLATED }, endpoints };
    const configuration = of(app, { database: { ...whole, connect } as ControlPlaneProps['database'] });
    expect(() => check(configuration, 'Application/ControlPlane')).not.toThrow();
    return app.stack.resolve(configuration.database.connect?.endpoints);
  };
  expect(given(true)).toEqual({
    vpc: { Ref: expect.stringMatching(/^Own/) },
    cidrs: [{ 'Fn::GetAtt': [expect.stringMatching(/^Own/), 'CidrBlock'] }],
    routeTables: [1, 2].map((n) => ({ Ref: expect.stringMatching(new RegExp(`^OwnIsolatedSubnet${n}RouteTable`)) })),
  });
  expect(given(['rds'])).toMatchObject({ services: ['rds'] });
  expect(given(false)).toBeUndefined();
});

it('what may be left out is left out, and not undefined', () => {
  expect(Object.keys(of(application(HOME)))).not.toContain('probes');
  const [service = {}] = of(application(HOME)).services;
  expect(Object.keys(service)).not.toContain('registry');
  expect(Object.values(service)).not.toContain(undefined);
});

it('a repository of another account or Region brings its registry', () => {
  const app = application(HOME);
  const repository = Repository.fromRepositoryArn(
    app.stack,
    'Shared',
    'arn:aws:ecr:us-east-1:444455556666:repository/app',
  );
  const { services } = of(app, { services: [{ service: app.service, repository, kind: 'web' }] });
  expect(services[0]).toMatchObject({ repository: 'app', registry: '444455556666.dkr.ecr.us-east-1.amazonaws.com' });
});

it('an instance of the app is named by its own identifier', () => {
  const app = application(HOME);
  const made = (id: string, named: { readonly instanceIdentifier?: string } = {}) =>
    new rds.DatabaseInstance(app.stack, id, {
      engine: app.engine,
      vpc: app.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      ...named,
    });
  expect(of(app, { database: database(app, made('Named', { instanceIdentifier: 'survey' })) }).database.instance).toBe(
    'survey',
  );
  expect(() => of(app, { database: database(app, made('Generated')) })).toThrow(
    'database.instance: Application/Generated has a generated name; expected an instanceIdentifier of at most 37 characters',
  );
});

it.each<[string, (app: Application) => Partial<ControlPlaneProps>, string]>([
  [
    'a secret imported by its name',
    (app) => {
      const whole = database(app);
      const byName = Secret.fromSecretNameV2(app.stack, 'ByName', 'reader');
      return { database: { ...whole, connect: { ...whole.connect, readSecret: byName } } };
    },
    'database.connect.readSecret: Application/ByName was imported by a name; expected its whole ARN',
  ],
  [
    'a task definition without a container',
    (app) => {
      const taskDefinition = new ecs.FargateTaskDefinition(app.stack, 'Empty');
      const service = new ecs.FargateService(app.stack, 'Bare', {
        cluster: app.cluster,
        taskDefinition,
        securityGroups: [app.securityGroup],
      });
      return { services: [{ service, repository: app.repository, kind: 'web' }] };
    },
    'services.0.container: is missing, and the task definition of Application/Bare has no container yet',
  ],
  [
    'a task definition without an execution role',
    (app) => {
      const taskDefinition = new ecs.FargateTaskDefinition(app.stack, 'Public');
      taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx') });
      const service = new ecs.FargateService(app.stack, 'Bare', {
        cluster: app.cluster,
        taskDefinition,
        securityGroups: [app.securityGroup],
      });
      return { services: [{ service, repository: app.repository, kind: 'web' }] };
    },
    'services.0.service: its task definition has no execution role',
  ],
  [
    'no cluster',
    () => ({ services: environment.services, migration: environment.migration }),
    'cluster: is missing; expected the name of a cluster, since no service is given as a construct',
  ],
])('%s is refused by name', (_, change, message) => {
  const app = application(HOME);
  expect(() => of(app, change(app))).toThrow(message);
});

it('a stack without account and Region is refused: permissions name both', () => {
  expect(() => of(application())).toThrow(
    'The stack Application has no account and Region of its own; the control plane of sandbox expected both',
  );
});

it('names and constructs can be mixed', () => {
  const app = application(HOME);
  const group = ApplicationTargetGroup.fromTargetGroupAttributes(app.stack, 'Group', {
    targetGroupArn: arn('elasticloadbalancing', 'targetgroup/function/0a1b2c3d'),
  });
  const mixed = of(app, {
    cluster: 'shared',
    repositories: [Repository.fromRepositoryName(app.stack, 'Sidecar', 'log-router')],
    services: environment.services,
    migration: {
      service: app.service,
      container: 'app',
      command: ['migrate'],
      logGroup: LogGroup.fromLogGroupName(app.stack, 'Logs', '/app'),
    },
    listeners: [{ name: 'http', listener: app.listener, url: 'https://app.example.com', targetGroups: [group] }],
    alarms: environment.alarms,
    database: environment.database,
    probes: { vpc: app.vpc, securityGroups: [app.securityGroup] },
    logs: { groups: [LogGroup.fromLogGroupName(app.stack, 'Web', '/web'), '/worker'] },
  });
  expect(mixed).toMatchObject({
    cluster: 'shared',
    repositories: ['111122223333.dkr.ecr.sa-east-1.amazonaws.com/log-router'],
    services: environment.services,
    migration: { logGroup: '/app' },
    logs: { groups: ['/web', '/worker'] },
    listeners: [{ targetGroups: [arn('elasticloadbalancing', 'targetgroup/function/0a1b2c3d')] }],
    database: environment.database,
    probes: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
  });
});
