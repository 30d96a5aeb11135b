import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sns from '@aws-sdk/client-sns';
import type { Call, Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { keyChecks } from '../kms/use.ts';

/** A message as it would arrive by e-mail. */
export interface Mail {
  /** Virtual time, ms. */
  readonly at: number;
  readonly topic: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  confirmed: boolean;
  /** When it was sent something, virtual ms; of the last second. */
  sent: number[];
}

interface TopicState {
  readonly arn: string;
  readonly name: string;
  /** ARN of the key its messages are encrypted with. */
  readonly key: string | undefined;
  readonly subscriptions: Subscription[];
}

/** More to one address, and SNS suspends its subscription: it is pending again until its owner clicks (Developer Guide, e-mail). */
const MOST_EMAILS_A_SECOND = 10;
/** The key AWS manages lets no AWS service publish: its policy cannot be changed. */
const MANAGED_KEY = 'alias/aws/sns';

export interface Sns extends ServiceModel<typeof sns> {
  mailbox(): readonly Mail[];
  /** Folder with a readable file per message. */
  readonly folder: string;
}

/** SNS topics whose e-mails land in a mailbox. `unconfirmed` addresses have not clicked the link. */
export function createSns(kernel: Kernel, unconfirmed: readonly string[] = []): Sns {
  const topics = new Map<string, TopicState>();
  const mails: Mail[] = [];
  const folder = join(kernel.folder, 'mailbox');
  mkdirSync(folder, { recursive: true });

  const find = (arn: string | undefined): TopicState => {
    const topic = topics.get(arn ?? '');
    if (topic === undefined) throw new sns.NotFoundException({ message: 'Topic does not exist', $metadata: {} });
    return topic;
  };
  const invalid = (message: string) =>
    new sns.InvalidParameterException({ message: `Invalid parameter: ${message}`, $metadata: {} });

  const publish = (topic: TopicState, subject: string, body: string): void => {
    for (const subscription of topic.subscriptions) {
      const { protocol, endpoint } = subscription;
      if (protocol !== 'email' || !subscription.confirmed) continue;
      const now = kernel.clock.now();
      subscription.sent = [...subscription.sent.filter((at) => at > now - 1_000), now];
      if (subscription.sent.length > MOST_EMAILS_A_SECOND) {
        subscription.confirmed = false;
        kernel.log(`SNS suspended the subscription of ${endpoint}: more than ${MOST_EMAILS_A_SECOND} e-mails a second`);
        continue;
      }
      const mail: Mail = { at: kernel.clock.now(), topic: topic.name, to: endpoint, subject, body };
      mails.push(mail);
      const file = `${String(mails.length).padStart(3, '0')}-${endpoint.replace(/[^a-z0-9@.-]/gi, '_')}.txt`;
      writeFileSync(
        join(folder, file),
        `To: ${endpoint}\nSubject: ${subject}\nDate: ${new Date(mail.at).toISOString()}\n\n${body}`,
      );
    }
  };
  const subscribe = (topic: TopicState, protocol: string, endpoint: string): Subscription => {
    const confirmed = !unconfirmed.includes(endpoint);
    const subscription: Subscription = { arn: `${topic.arn}:${randomUUID()}`, protocol, endpoint, confirmed, sent: [] };
    topic.subscriptions.push(subscription);
    return subscription;
  };
  const described = ({ arn, subscriptions }: TopicState): sns.Subscription[] =>
    subscriptions.map((s) => ({
      SubscriptionArn: s.confirmed ? s.arn : 'PendingConfirmation',
      Protocol: s.protocol,
      Endpoint: s.endpoint,
      Owner: kernel.account,
      TopicArn: arn,
    }));
  const onTopic = (action: string) => (input: { TopicArn?: string }) => [
    { action: `sns:${action}`, resource: String(input.TopicArn) },
  ];

  /** Publishing to an encrypted topic needs the topic and its key. */
  const onPublish = (TopicArn: string, caller: Principal) => [
    { action: 'sns:Publish', resource: TopicArn },
    ...keyChecks(kernel, {
      key: topics.get(TopicArn)?.key,
      via: 'sns',
      operations: ['GenerateDataKey', 'Decrypt'],
      bound: { 'aws:sns:topicArn': TopicArn },
      caller,
    }),
  ];

  return {
    signingName: 'sns',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    module: sns,
    folder,
    mailbox: () => mails,
    access: {
      Publish: (input: { TopicArn?: string }, { principal }: Call) => onPublish(String(input.TopicArn), principal),
      ListSubscriptionsByTopic: onTopic('ListSubscriptionsByTopic'),
      GetTopicAttributes: onTopic('GetTopicAttributes'),
      Subscribe: onTopic('Subscribe'),
      ListTopics: () => [{ action: 'sns:ListTopics', resource: '*' }],
      ListSubscriptions: () => [{ action: 'sns:ListSubscriptions', resource: '*' }],
    } as ServiceModel['access'],
    async deliver(arn, payload, principal) {
      for (const check of onPublish(arn, principal)) kernel.authorize(principal, check);
      if (principal.service !== undefined && topics.get(arn)?.key?.endsWith(MANAGED_KEY))
        throw new sns.KMSAccessDeniedException({
          message: `The key ${MANAGED_KEY} does not let ${principal.service} publish`,
          $metadata: {},
        });
      const alarm = payload as { AlarmName?: string; NewStateValue?: string };
      publish(
        find(arn),
        `${alarm.NewStateValue ?? 'EVENT'}: "${alarm.AlarmName ?? 'event'}"`.slice(0, 99),
        JSON.stringify(payload, null, 2),
      );
    },
    handlers: {
      Publish({ TopicArn, Subject = '', Message = '' }) {
        const topic = find(TopicArn);
        if (Message === '') throw invalid('Empty message');
        if (Buffer.byteLength(Message) > 262_144) throw invalid('Message too long');
        if ([...Subject].length >= 100 || /\p{Cc}/u.test(Subject)) throw invalid('Subject');
        publish(topic, Subject, Message);
        return { MessageId: randomUUID() };
      },
      ListSubscriptionsByTopic: ({ TopicArn }) => ({ Subscriptions: described(find(TopicArn)) }),
      ListSubscriptions: () => ({ Subscriptions: [...topics.values()].flatMap(described) }),
      ListTopics: () => ({ Topics: [...topics.keys()].map((TopicArn) => ({ TopicArn })) }),
      GetTopicAttributes({ TopicArn }) {
        const { arn, subscriptions } = find(TopicArn);
        return {
          Attributes: {
            TopicArn: arn,
            Owner: kernel.account,
            SubscriptionsConfirmed: String(subscriptions.filter((s) => s.confirmed).length),
            SubscriptionsPending: String(subscriptions.filter((s) => !s.confirmed).length),
          },
        };
      },
      Subscribe({ TopicArn, Protocol = '', Endpoint = '' }) {
        const { arn, confirmed } = subscribe(find(TopicArn), Protocol, Endpoint);
        return { SubscriptionArn: confirmed ? arn : 'pending confirmation' };
      },
    },
    resources: {
      'AWS::SNS::Topic': (properties, { generatedName }) => {
        refuseUnmodelled('AWS::SNS::Topic', properties, ['TopicName', 'DisplayName', 'KmsMasterKeyId', 'Tags']);
        const name: string = properties['TopicName'] ?? generatedName;
        const arn = `arn:aws:sns:${kernel.region}:${kernel.account}:${name}`;
        topics.set(arn, { arn, name, key: properties['KmsMasterKeyId'], subscriptions: [] });
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
      'AWS::SNS::Subscription': (properties) => ({
        ref: subscribe(find(properties['TopicArn']), properties['Protocol'], properties['Endpoint']).arn,
      }),
      'AWS::SNS::TopicPolicy': (properties, context) => {
        for (const topic of properties['Topics']) kernel.attachPolicy(topic, properties['PolicyDocument'], context);
        return { ref: context.generatedName };
      },
    },
  };
}
