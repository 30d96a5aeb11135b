import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';

/**
 * Rules that put undelivered alarms into the queue. A bare `*` would take in those of an environment whose name begins with
 * this one's: `prod` and `prod-eu`.
 */
const RULES = ['alarm', 'alarm-?', 'alarm-??'];

/**
 * The control plane's key, for ledger, documents, topics, the queue of undelivered alarms, the bypass and all logs. Services
 * could not use an AWS-managed key on behalf of an alarm or a rule: messages would vanish unseen. Functions use it by their
 * own policies, each through one service. Step Functions does not use it at all.
 */
export class OwnKey extends Key {
  constructor(scope: Construct, configuration: CheckedConfiguration) {
    const { name, account, region, database } = configuration;
    super(scope, 'Key', {
      description: `knowngood ${name}: ledger, documents, topics, logs`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const arns = new Arns(configuration);
    const arn = (service: string, resource: string) => arns.in(service, resource);
    // Alarms publish to topics; rules put undelivered events into the queue.
    this.letService('cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': arn('cloudwatch', 'alarm:*') },
    });
    this.letService('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': RULES.map((rule) => arn('events', `rule/knowngood-${name}-${rule}`)) },
    });
    // CloudWatch Logs uses the key as the Region's own principal, and only for our log groups. AWS names these actions.
    this.letService(
      `logs.${region}.amazonaws.com`,
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': [
            arn('logs', `log-group:/aws/lambda/knowngood-${name}-*`),
            arn('logs', `log-group:/aws/vendedlogs/states/knowngood-${name}-*`),
            ...(database.lostWritesTask === undefined ? [] : [arn('logs', `log-group:/knowngood/${name}/*`)]),
          ],
        },
      },
    );
  }

  private letService(service: string, actions: string[], conditions: Record<string, Record<string, unknown>>): void {
    this.addToResourcePolicy(
      new PolicyStatement({ principals: [new ServicePrincipal(service)], actions, resources: ['*'], conditions }),
    );
  }
}
