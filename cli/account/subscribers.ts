import { ListSubscriptionsByTopicCommand, NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { type Environment, topicOf } from './environments.ts';

/** Audiences by e-mail, and the topic that chat and pagers listen to, where one is configured. */
export const AUDIENCES = ['devops', 'teams', 'chat'] as const;
export type AudienceName = (typeof AUDIENCES)[number];

export interface Subscriber {
  readonly audience: AudienceName;
  readonly protocol: string;
  readonly endpoint: string;
  /** SNS sends nothing to an address before somebody has clicked on its link, nor to a pager before it has confirmed. */
  readonly confirmed: boolean;
}

export interface Subscribers {
  /** Whether there is a topic for chat and pagers. */
  readonly chat: boolean;
  readonly found: readonly Subscriber[];
}

export async function subscribers(environment: Environment): Promise<Subscribers> {
  const sns = new SNSClient(clientSettings);
  const found = await Promise.all(AUDIENCES.map((audience) => of(sns, environment, audience)));
  return { chat: found[AUDIENCES.indexOf('chat')] !== undefined, found: found.flatMap((some) => some ?? []) };
}

/** Undefined: there is no such topic, which only that of chat may be. */
async function of(
  sns: SNSClient,
  environment: Environment,
  audience: AudienceName,
): Promise<readonly Subscriber[] | undefined> {
  const found: Subscriber[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicOf(environment, audience), NextToken });
    try {
      const page = await sns.send(command);
      for (const { SubscriptionArn, Protocol = '', Endpoint = '' } of page.Subscriptions ?? [])
        found.push({
          ...{ audience, protocol: Protocol, endpoint: Endpoint },
          confirmed: SubscriptionArn?.startsWith('arn:') === true,
        });
      NextToken = page.NextToken;
    } catch (error) {
      if (audience === 'chat' && error instanceof NotFoundException) return undefined;
      throw error;
    }
  } while (NextToken !== undefined);
  return found;
}
