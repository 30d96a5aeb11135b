import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EXPORTS, LOST_WRITES_CONTAINER } from '../../lambdas/model/lost-writes-task.ts';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import { LostWritesTaskGrants } from '../permissions/lost-writes-task.ts';
import { allow } from '../steps/step.ts';
import type { Storage } from '../storage/storage.ts';

type Database = CheckedConfiguration['database'];

export interface LostWritesTaskProps {
  readonly configuration: CheckedConfiguration;
  readonly storage: Storage;
  readonly connect: NonNullable<Database['connect']>;
  readonly task: NonNullable<Database['lostWritesTask']>;
}

/** A task of ECS that a person starts after a rollback: it exports the lost rows from within the databases' network. */
export class LostWritesTask extends Construct {
  constructor(scope: Construct, { configuration, storage, connect, task }: LostWritesTaskProps) {
    super(scope, 'LostWritesTask');
    const { name, cluster, database } = configuration;
    const arns = new Arns(configuration);
    const grants = new LostWritesTaskGrants(configuration, storage);
    const [taskRole, executionRole] = ['Role', 'ExecutionRole'].map(
      (id) => new Role(this, id, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }),
    ) as [Role, Role];
    for (const statement of grants.export) taskRole.addToPolicy(statement);
    for (const statement of grants.pull) executionRole.addToPolicy(statement);
    const family = `knowngood-${name}-lost-writes`;
    const definition = new ecs.FargateTaskDefinition(this, 'Definition', {
      ...{ family, taskRole, executionRole, cpu: 512, memoryLimitMiB: 1_024 },
    });
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/knowngood/${name}/lost-writes`,
      retention: RetentionDays.SIX_MONTHS,
      encryptionKey: storage.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    definition.addContainer(LOST_WRITES_CONTAINER, {
      image: ecs.ContainerImage.fromRegistry(task.image),
      // Names of tables and numbers of rows, no row.
      logging: ecs.LogDriver.awsLogs({ streamPrefix: 'export', logGroup }),
      environment: {
        [EXPORTS.environment]: name,
        [EXPORTS.secret]: resolve(connect.readSecret),
        [EXPORTS.database]: connect.database,
        [EXPORTS.tls]: connect.tls,
        [EXPORTS.bucket]: task.bucket,
      },
    });
    // Starting it hands out users' rows, to whoever may read the bucket: another kind of trust than those of `People`.
    new ManagedPolicy(this, 'MayExport', {
      managedPolicyName: `${arns.policies}-may-export-lost-writes`,
      statements: [
        allow(['ecs:RunTask'], [arns.in('ecs', `task-definition/${family}:*`)], {
          ArnEquals: { 'ecs:cluster': arns.cluster },
        }),
        allow(['ecs:DescribeTasks'], [arns.tasks], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
        allow(['iam:PassRole'], [taskRole.roleArn, executionRole.roleArn], {
          StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
        }),
      ],
    });
    new CfnOutput(this, 'Command', {
      description: `Exports the lost rows of ${database.instance}: put the id of the rollback in`,
      value: commandOf(cluster, family, connect),
    });
  }
}

/** What a person types: in the network of the functions, which reaches the databases. */
function commandOf(
  cluster: string,
  family: string,
  { subnets, securityGroups }: LostWritesTaskProps['connect'],
): string {
  const network = `awsvpcConfiguration={subnets=[${subnets.map(resolve).join(',')}],securityGroups=[${securityGroups.map(resolve).join(',')}],assignPublicIp=DISABLED}`;
  const overrides = JSON.stringify({
    containerOverrides: [
      { name: LOST_WRITES_CONTAINER, environment: [{ name: EXPORTS.rollback, value: '<rollback>' }] },
    ],
  });
  return `aws ecs run-task --cluster ${cluster} --launch-type FARGATE --task-definition ${family} --network-configuration '${network}' --overrides '${overrides}'`;
}
