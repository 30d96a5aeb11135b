import { Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, FargateService } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { EnvironmentAlarms } from '../../../lib/constructs/alarms/environment-alarms.ts';
import { testApp } from '../app.ts';

const elb = (resource: string) => `arn:aws:elasticloadbalancing:sa-east-1:111122223333:${resource}`;

/** What cdk-nag's lists find in the construct: rule and construct, below "Alarms". AwsSolutions has no rule about alarms, the others have. */
function findings(toldBy: 'a topic' | 'nobody'): string[] {
  const app = testApp();
  const stack = new Stack(app, 'S', { env: { account: '111122223333', region: 'sa-east-1' } });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'v', availabilityZones: ['a'] });
  const securityGroups = [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')];
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'survey', vpc, securityGroups });
  new EnvironmentAlarms(stack, 'Alarms', {
    ...{ name: 'survey', mostConnections: 80, leastFreeStorage: 10, slowestSeconds: 2 },
    ...(toldBy === 'a topic' ? { topic: new Topic(stack, 'Topic') } : {}),
    loadBalancer: ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'LoadBalancer', {
      ...{ loadBalancerArn: elb('loadbalancer/app/survey/1a2b'), securityGroupId: 'sg-1' },
    }),
    targetGroups: [
      ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
        targetGroupArn: elb('targetgroup/web/3c4d'),
        loadBalancerArns: elb('loadbalancer/app/survey/1a2b'),
      }),
    ],
    services: [FargateService.fromFargateServiceAttributes(stack, 'Web', { cluster, serviceName: 'web' })],
    database: DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      ...{ instanceIdentifier: 'survey', instanceEndpointAddress: 'x', port: 5432, securityGroups: [] },
    }),
  });
  const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];
  return packs.flatMap((Pack) =>
    new Pack(app)
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources
          .filter(({ constructPath = '' }) => constructPath.startsWith('S/Alarms/'))
          .map(({ constructPath = '' }) => `${ruleName}: ${constructPath.split('/')[2]}`),
      ),
  );
}

describe('the alarms to begin with, held against cdk-nag', () => {
  it('have but one finding: those below the composite alarm tell nobody, since it does', () => {
    const found = findings('a topic');
    // The composite alarm tells for both: one incident is one message.
    const below = ['error-rate', 'tail-latency'];
    const rules = ['HIPAA.Security-CloudWatchAlarmAction', 'NIST.800.53.R5-CloudWatchAlarmAction'];
    expect(found.toSorted()).toEqual(rules.flatMap((rule) => below.map((alarm) => `${rule}: ${alarm}`)).toSorted());
  });

  it('are found by the same lists where nobody is told', () => {
    expect(findings('nobody')).toContain('HIPAA.Security-CloudWatchAlarmAction: database-storage');
  });
});
