import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface JobsProps {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly subnets: readonly ec2.ISubnet[];
  readonly securityGroup: ec2.ISecurityGroup;
}

/**
 * The application's jobs: a rule of EventBridge and a schedule of EventBridge Scheduler. As most targets in production, both name
 * the family, and so run its latest revision.
 */
export class Jobs extends Construct {
  constructor(scope: Construct, id: string, { cluster, taskDefinition, subnets, securityGroup }: JobsProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      roleName: 'survey-jobs',
      assumedBy: new iam.CompositePrincipal(
        new iam.ServicePrincipal('events.amazonaws.com'),
        new iam.ServicePrincipal('scheduler.amazonaws.com'),
      ),
    });
    const { taskRole, executionRole, family } = taskDefinition;
    const arnOfFamily = cluster.stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: family });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['ecs:RunTask'],
        resources: [`${arnOfFamily}:*`],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [taskRole.roleArn, executionRole?.roleArn ?? taskRole.roleArn],
      }),
    );
    const network = {
      subnets: subnets.map(({ subnetId }) => subnetId),
      securityGroups: [securityGroup.securityGroupId],
    };
    const input = JSON.stringify({ containerOverrides: [{ name: 'app', command: ['node', 'digest.ts'] }] });
    new CfnRule(this, 'MonthlyReport', {
      name: 'survey-monthly-report',
      scheduleExpression: 'rate(30 days)',
      targets: [
        {
          id: 'Report',
          arn: cluster.clusterArn,
          roleArn: role.roleArn,
          input,
          ecsParameters: {
            taskDefinitionArn: arnOfFamily,
            launchType: 'FARGATE',
            networkConfiguration: { awsVpcConfiguration: network },
          },
        },
      ],
    });
    new CfnSchedule(this, 'WeeklyDigest', {
      name: 'survey-weekly-digest',
      description: 'Counts the answers of the week',
      scheduleExpression: 'rate(7 days)',
      scheduleExpressionTimezone: 'America/Sao_Paulo',
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 30 },
      target: {
        arn: cluster.clusterArn,
        roleArn: role.roleArn,
        input,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 },
        ecsParameters: {
          taskDefinitionArn: arnOfFamily,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: network },
        },
      },
    });
  }
}
