import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { firstImage, repositoryOf, type SurveyImages } from './images.ts';

export interface HelpCenterProps {
  readonly cluster: ecs.ICluster;
  readonly securityGroup: SecurityGroup;
  /** The survey platform's. */
  readonly listener: elb.ApplicationListener;
  readonly images: SurveyImages;
  /** By which the listener tells it from the survey platform. */
  readonly host: string;
}

const PORT = 8080;

/** Behind every rule of maintenance mode: what is the survey platform's must not depend on who comes first. */
const PRIORITY = 100;

/** Another team's application on the same listener and cluster: a rule by host, a target group and a service of its own. */
export class HelpCenter extends Construct {
  constructor(scope: Construct, id: string, { cluster, securityGroup, listener, images, host }: HelpCenterProps) {
    super(scope, id);
    const { image } = firstImage(this, 'helpCenter', images, () => repositoryOf(this, 'Repository', 'help-center'));
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task', {
      family: 'help-center',
      cpu: 256,
      memoryLimitMiB: 512,
    });
    taskDefinition.addContainer('help', {
      image,
      portMappings: [{ containerPort: PORT }],
      logging: ecs.LogDrivers.awsLogs({
        streamPrefix: 'help',
        logGroup: new LogGroup(this, 'Logs', {
          logGroupName: '/survey/help-center',
          retention: RetentionDays.SIX_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      }),
    });
    const service = new ecs.FargateService(this, 'Service', {
      cluster,
      serviceName: 'help-center',
      taskDefinition,
      desiredCount: 1,
      securityGroups: [securityGroup],
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
    });
    listener.addTargets('HelpCenter', {
      priority: PRIORITY,
      conditions: [elb.ListenerCondition.hostHeaders([host])],
      port: PORT,
      protocol: elb.ApplicationProtocol.HTTP,
      targets: [service],
      deregistrationDelay: Duration.seconds(10),
      healthCheck: {
        path: '/',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
      },
    });
  }
}
