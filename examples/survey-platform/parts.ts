import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import type { SurveyAlarms } from './alarms.ts';

/** What a control plane takes of the application. */
export interface SurveyParts {
  readonly vpc: ec2.IVpc;
  /** May reach the database. */
  readonly clients: ec2.ISecurityGroup;
  readonly cluster: ecs.ICluster;
  /** Of the releases' images. */
  readonly repository: IRepository;
  /** Of the image that the services start with. */
  readonly first: IRepository;
  /** Of the sidecar's images. */
  readonly collector: IRepository;
  readonly web: ecs.FargateService;
  readonly worker: ecs.FargateService;
  readonly listener: IApplicationListener;
  readonly url: string;
  readonly alarms: SurveyAlarms;
  readonly instance: rds.IDatabaseInstance;
  readonly subnetGroup: rds.ISubnetGroup;
  readonly parameterGroup: rds.IParameterGroup;
  readonly roles: readonly IRole[];
  /** Logins: the database's owner, the application, a role that can only read. */
  readonly master: ISecret;
  readonly application: ISecret;
  readonly reader: ISecret;
  readonly key: IKey;
  readonly pointer: IStringParameter;
}
