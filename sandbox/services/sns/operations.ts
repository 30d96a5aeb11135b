import { randomUUID } from 'node:crypto';
import type * as sns from '@aws-sdk/client-sns';
import { type AccessCheck, onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { type Attributes, filterIn } from './filter.ts';
import { checkMessage, publishChecks } from './publish.ts';
import type { SnsState } from './state.ts';
import type { Topic } from './topic.ts';

export const snsOperations = (state: SnsState): Operations<typeof sns> => ({
  Publish: {
    access({ TopicArn }, { principal }) {
      const arn = String(TopicArn);
      return publishChecks(state.kernel, { arn, key: state.topics.get(arn)?.key }, principal);
    },
    handle(request) {
      const topic = state.topic(request.TopicArn);
      checkMessage(request);
      state.publish(topic, request.Subject ?? '', request.Message ?? '', attributesIn(request.MessageAttributes));
      return { MessageId: randomUUID() };
    },
  },

  Subscribe: {
    access: ({ TopicArn }) => [onTopic('Subscribe', TopicArn)],
    handle({ TopicArn, Protocol = '', Endpoint = '', Attributes = {} }) {
      const filter = filterIn(Attributes['FilterPolicy']);
      const { arn, confirmed } = state.subscribe(state.topic(TopicArn), Protocol, Endpoint, filter);
      return { SubscriptionArn: confirmed ? arn : 'pending confirmation' };
    },
  },

  ConfirmSubscription: {
    access: ({ TopicArn }) => [onTopic('ConfirmSubscription', TopicArn)],
    handle: ({ TopicArn, Token }) => ({ SubscriptionArn: state.confirm(state.topic(TopicArn), Token).arn }),
  },

  ListSubscriptionsByTopic: {
    access: ({ TopicArn }) => [onTopic('ListSubscriptionsByTopic', TopicArn)],
    handle: ({ TopicArn }) => ({ Subscriptions: described(state, state.topic(TopicArn)) }),
  },

  ListSubscriptions: {
    access: onEverything('sns:ListSubscriptions'),
    handle: () => ({ Subscriptions: [...state.topics.values()].flatMap((topic) => described(state, topic)) }),
  },

  ListTopics: {
    access: onEverything('sns:ListTopics'),
    handle: () => ({ Topics: [...state.topics.keys()].map((TopicArn) => ({ TopicArn })) }),
  },

  GetTopicAttributes: {
    access: ({ TopicArn }) => [onTopic('GetTopicAttributes', TopicArn)],
    handle({ TopicArn }) {
      const { arn, subscriptions } = state.topic(TopicArn);
      const confirmed = subscriptions.filter((subscription) => subscription.confirmed).length;
      return {
        Attributes: {
          TopicArn: arn,
          Owner: state.kernel.account,
          SubscriptionsConfirmed: String(confirmed),
          SubscriptionsPending: String(subscriptions.length - confirmed),
        },
      };
    },
  },
});

const attributesIn = (given: sns.PublishCommandInput['MessageAttributes'] = {}): Attributes =>
  Object.fromEntries(Object.entries(given).map(([name, { StringValue = '' }]) => [name, StringValue]));

const onTopic = (action: string, arn: string | undefined): AccessCheck => ({
  action: `sns:${action}`,
  resource: String(arn),
});

function described({ kernel }: SnsState, { arn, subscriptions }: Topic): sns.Subscription[] {
  return subscriptions.map((subscription) => ({
    SubscriptionArn: subscription.confirmed ? subscription.arn : 'PendingConfirmation',
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: kernel.account,
    TopicArn: arn,
  }));
}
