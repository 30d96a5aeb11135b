import { CfnOutput, Duration, Fn, RemovalPolicy, SecretValue, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { helpHostOf, listenerOf, type SurveyAddress } from './address.ts';
import { SurveyAlarms } from './alarms.ts';
import { firstMigration } from './first-migration.ts';
import { HelpCenter } from './help-center.ts';
import { firstImage, repositoryOf, type SurveyImages } from './images.ts';
import { Jobs } from './jobs.ts';
import type { SurveyParts } from './parts.ts';

export interface SurveyPlatformProps extends StackProps {
  readonly env: { readonly account: string; readonly region: string };
  /** Whether the application's tasks speak TLS with the database. */
  readonly databaseTls: 'require' | 'disable';
  /** What the services start with. */
  readonly images: SurveyImages;
  readonly address: SurveyAddress;
  /** Topic that the alarms notify themselves: `knowngood-<environment>-devops`. */
  readonly alarmTopicArn?: string;
}

const PORT = 8080;

/** The application under control: a survey platform on Fargate behind a load balancer, with its data in RDS for PostgreSQL. */
export class SurveyPlatform extends Stack {
  /** Its constructs, for a control plane in the same stack. */
  readonly parts: SurveyParts;

  constructor(scope: Construct, id: string, props: SurveyPlatformProps) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false }) as ec2.IVpc;
    const clients = new ec2.SecurityGroup(this, 'DatabaseClients', { vpc, description: 'May reach the database' });
    const data = this.database(vpc, clients);
    const { master, application, reader, key, pointer } = data;

    const cluster = new ecs.Cluster(this, 'Cluster', { vpc, clusterName: 'survey' }) as ecs.ICluster;
    // What is released comes from here, whatever the services start with.
    const repository = repositoryOf(this, 'Repository', 'survey-platform');
    const first = firstImage(this, 'app', props.images, () => repository);
    const beside = (): IRepository => repositoryOf(this, 'Collector', 'otel-collector');
    const collector = firstImage(this, 'collector', props.images, beside);
    const taskRole = new iam.Role(this, 'TaskRole', {
      roleName: 'survey-task',
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    const executionRole = new iam.Role(this, 'ExecutionRole', {
      roleName: 'survey-execution',
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    const configuration = {
      NPS_QUESTION: new StringParameter(this, 'NpsQuestion', {
        parameterName: '/survey/config/nps-question',
        stringValue: 'De 0 a 10, quanto você recomendaria a nossa empresa?',
      }),
      DASHBOARD_TITLE: new StringParameter(this, 'DashboardTitle', {
        parameterName: '/survey/config/dashboard-title',
        stringValue: 'Painel de NPS',
      }),
    };
    const secrets = {
      DATABASE_HOST: ecs.Secret.fromSsmParameter(pointer),
      DATABASE_PASSWORD: ecs.Secret.fromSecretsManager(application, 'password'),
      DATABASE_ADMIN_USER: ecs.Secret.fromSecretsManager(master, 'username'),
      DATABASE_ADMIN_PASSWORD: ecs.Secret.fromSecretsManager(master, 'password'),
      DATABASE_READER_USER: ecs.Secret.fromSecretsManager(reader, 'username'),
      DATABASE_READER_PASSWORD: ecs.Secret.fromSecretsManager(reader, 'password'),
      NPS_QUESTION: ecs.Secret.fromSsmParameter(configuration.NPS_QUESTION),
      DASHBOARD_TITLE: ecs.Secret.fromSsmParameter(configuration.DASHBOARD_TITLE),
    };
    const taskDefinition = (name: string, command: string[]) => {
      const definition = new ecs.FargateTaskDefinition(this, `${name}Task`, {
        family: `survey-${name.toLowerCase()}`,
        cpu: 256,
        memoryLimitMiB: 512,
        taskRole,
        executionRole,
      });
      const logGroup = new LogGroup(this, `${name}Logs`, {
        logGroupName: `/survey/${name.toLowerCase()}`,
        retention: RetentionDays.SIX_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      definition.addContainer('app', {
        image: first.image,
        command,
        environment: { DATABASE_NAME: 'survey', DATABASE_USER: 'survey_app', DATABASE_TLS: props.databaseTls },
        secrets,
        portMappings: [{ containerPort: PORT }],
        logging: ecs.LogDrivers.awsLogs({ streamPrefix: name.toLowerCase(), logGroup }),
      });
      // As most tasks in production, these have a container besides the application's, of another image and repository.
      definition.addContainer('collector', {
        image: collector.image,
        essential: false,
        logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'collector', logGroup }),
      });
      // Otherwise a replaced revision would become INACTIVE, and nothing could return to it.
      definition.applyRemovalPolicy(RemovalPolicy.RETAIN);
      return definition;
    };
    const rolling = {
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
    };
    const web = new ecs.FargateService(this, 'Web', {
      cluster,
      serviceName: 'web',
      taskDefinition: taskDefinition('Web', ['node', 'web.ts']),
      desiredCount: 2,
      securityGroups: [clients],
      healthCheckGracePeriod: Duration.seconds(60),
      ...rolling,
    });
    const worker = taskDefinition('Worker', ['node', 'worker.ts']);
    const working = new ecs.FargateService(this, 'Worker', {
      cluster,
      serviceName: 'worker',
      taskDefinition: worker,
      desiredCount: 1,
      securityGroups: [clients],
      ...rolling,
    });
    new Jobs(this, 'Jobs', {
      cluster,
      taskDefinition: worker,
      subnets: vpc.privateSubnets,
      securityGroup: clients,
    });
    web
      .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 4 })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });

    const { listener, url, targets, loadBalancer } = this.loadBalancer(vpc, web, props.address);
    const alarms = new SurveyAlarms(this, 'Alarms', { loadBalancer, targets, topicArn: props.alarmTopicArn });
    // In the cluster and on the listener of the survey platform, and none of its business.
    new HelpCenter(this, 'HelpCenter', {
      ...{ cluster, listener, images: props.images, host: helpHostOf(props.address) },
      securityGroup: new ec2.SecurityGroup(this, 'HelpCenterTasks', { vpc, description: 'Tasks of the help center' }),
    });

    const repositories = { repository, first: first.repository, collector: collector.repository };
    this.parts = { ...data, ...repositories, vpc, clients, cluster, web, worker: working, listener, url, alarms };
    const output = (name: string, value: string) =>
      new CfnOutput(this, name, { value, exportName: `SurveyPlatform-${name}` });
    output('HttpListenerArn', listener.listenerArn);
    output('PublicUrl', url);
    output('HelpHost', helpHostOf(props.address));
    for (const [index, subnet] of vpc.privateSubnets.entries()) output(`PrivateSubnet${index + 1}`, subnet.subnetId);
    new CfnOutput(this, 'FirstMigration', { value: firstMigration(this, vpc, clients) });
    output('DatabaseClientSecurityGroup', clients.securityGroupId);
    output('DatabaseSecretArn', master.secretArn);
    output('DatabaseReadSecretArn', reader.secretArn);
    output('DatabaseApplicationSecretArn', application.secretArn);
    output('DatabaseKeyArn', key.keyArn);
  }

  /** Of the account it is deployed to: not every account has a zone `a`. Nothing is looked up when it is synthesized. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  private database(vpc: ec2.IVpc, clients: ec2.SecurityGroup) {
    const key = new Key(this, 'DatabaseKey', { enableKeyRotation: true });
    const securityGroup = new ec2.SecurityGroup(this, 'DatabaseSecurityGroup', {
      vpc,
      description: 'The survey database',
    });
    securityGroup.addIngressRule(clients, ec2.Port.tcp(5432));
    const login = (id: string, username: string): ISecret =>
      new Secret(this, id, {
        encryptionKey: key,
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ username }),
          generateStringKey: 'password',
          excludePunctuation: true,
          passwordLength: 32,
        },
      }) as ISecret;
    const master = login('DatabaseMaster', 'survey_master');
    const application = login('DatabaseApplication', 'survey_app');
    // Login that the control plane reads with: migrations make the role, and let it read every table.
    const reader = login('DatabaseReader', 'survey_reader');
    const engine = rds.DatabaseInstanceEngine.postgres({
      version: rds.PostgresEngineVersion.of('17.6', '17', { s3Import: true }),
    });
    const parameterGroup = new rds.ParameterGroup(this, 'Parameters', {
      engine,
      name: 'survey',
      parameters: { log_min_duration_statement: '1000' },
    });
    const subnetGroup = new rds.SubnetGroup(this, 'Subnets', {
      vpc,
      subnetGroupName: 'survey',
      description: 'The survey database',
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    });
    const monitoringRole = new iam.Role(this, 'DatabaseMonitoringRole', {
      assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
    });
    const s3ImportRole = new iam.Role(this, 'DatabaseImportRole', {
      assumedBy: new iam.ServicePrincipal('rds.amazonaws.com'),
    });
    const database = new rds.DatabaseInstance(this, 'Database', {
      instanceIdentifier: 'survey',
      engine,
      databaseName: 'survey',
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM),
      vpc,
      subnetGroup,
      securityGroups: [securityGroup],
      parameterGroup,
      credentials: rds.Credentials.fromPassword(
        'survey_master',
        SecretValue.secretsManager(master.secretArn, { jsonField: 'password' }),
      ),
      storageEncrypted: true,
      storageEncryptionKey: key,
      backupRetention: Duration.days(7),
      preferredMaintenanceWindow: 'sun:05:00-sun:05:30',
      maxAllocatedStorage: 500,
      monitoringInterval: Duration.seconds(60),
      monitoringRole,
      enablePerformanceInsights: true,
      s3ImportRole,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // People's tools rely on tags: a restored instance gets them again.
    Tags.of(database).add('backup-plan', 'daily');
    const arns = { DatabaseMonitoringRoleArn: monitoringRole.roleArn, DatabaseImportRoleArn: s3ImportRole.roleArn };
    for (const [name, value] of Object.entries(arns))
      new CfnOutput(this, name, { value, exportName: `SurveyPlatform-${name}` });
    // This stack writes it once. A rollback writes it again, and this stack then leaves it as it is.
    const pointer = new StringParameter(this, 'DatabaseHost', {
      parameterName: '/survey/database/host',
      stringValue: database.instanceEndpoint.socketAddress,
    });
    const roles = [monitoringRole, s3ImportRole];
    return { instance: database, subnetGroup, parameterGroup, roles, master, application, reader, key, pointer };
  }

  private loadBalancer(vpc: ec2.IVpc, web: ecs.FargateService, address: SurveyAddress) {
    const loadBalancer = new elb.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      loadBalancerName: 'survey',
      internetFacing: true,
    });
    const { listener, url } = listenerOf(this, loadBalancer, address);
    const targets = listener.addTargets('Web', {
      port: PORT,
      protocol: elb.ApplicationProtocol.HTTP,
      targets: [web],
      deregistrationDelay: Duration.seconds(10),
      healthCheck: {
        path: '/health',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
    return { loadBalancer, listener, targets, url };
  }
}
