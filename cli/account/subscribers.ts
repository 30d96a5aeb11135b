import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { type Environment, topicOf } from './environments.ts';

export interface Subscriber {
  readonly audience: 'devops' | 'teams';
  readonly protocol: string;
  readonly endpoint: string;
  /** SNS sends nothing to an address before somebody has clicked on its link. */
  readonly confirmed: boolean;
}

export async function subscribers(environment: Environment): Promise<Subscriber[]> {
  const sns = new SNSClient(clientSettings);
  const found: Subscriber[] = [];
  for (const audience of ['devops', 'teams'] as const) {
    let NextToken: string | undefined;
    do {
      const TopicArn = topicOf(environment, audience);
      const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      for (const { SubscriptionArn, Protocol = '', Endpoint = '' } of page.Subscriptions ?? [])
        found.push({
          audience,
          protocol: Protocol,
          endpoint: Endpoint,
          confirmed: SubscriptionArn?.startsWith('arn:') === true,
        });
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  }
  return found;
}
