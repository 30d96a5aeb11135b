import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { SEVERITY } from '../../lambdas/model/severity.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';

/** The audiences: a topic each, with its e-mail addresses. Each address confirms once, by a click. */
export class Audiences extends Construct {
  readonly devops: Topic;
  readonly teams: Topic;
  /** For chat and pagers; undefined where none is configured. */
  readonly chat: Topic | undefined;
  /** For drills; undefined where none is configured: DevOps is told of them. */
  readonly drill: Topic | undefined;

  constructor(scope: Construct, configuration: CheckedConfiguration, key: IKey) {
    super(scope, 'Audiences');
    const topic = (name: 'devops' | 'teams' | 'chat' | 'drill') =>
      new Topic(this, name, {
        topicName: `knowngood-${configuration.name}-${name}`,
        displayName: `knowngood ${configuration.name}`,
        masterKey: key,
        enforceSSL: true,
      });
    const audience = (name: 'devops' | 'teams' | 'drill', addresses: readonly string[]) => {
      const made = topic(name);
      for (const address of addresses) made.addSubscription(new EmailSubscription(address));
      return made;
    };
    const { devops, teams, drill } = configuration.audiences;
    this.devops = audience('devops', devops);
    this.teams = audience('teams', teams);
    this.drill = drill && audience('drill', drill);
    this.chat = configuration.audiences.chat && topic('chat');
    const pager = configuration.audiences.chat?.pager;
    if (pager !== undefined)
      this.chat?.addSubscription(
        new UrlSubscription(pager, {
          filterPolicy: { [SEVERITY]: SubscriptionFilter.stringFilter({ allowlist: ['critical'] }) },
        }),
      );
    // An alarm's own action notifies DevOps at once, without waiting for any part of the control plane.
    this.devops.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.devops.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': configuration.account },
          ArnLike: { 'aws:SourceArn': new Arns(configuration).alarm('*') },
        },
      }),
    );
  }
}
