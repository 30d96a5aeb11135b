import { randomUUID } from 'node:crypto';
import * as sns from '@aws-sdk/client-sns';
import type { Call, Principal } from '../../sandbox/kernel/access.ts';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { keyChecks } from '../../sandbox/services/kms/use.ts';

/** Subject of what an alarm sends by itself. */
export const ALARM = 'alarm';

/** A message to a topic, as every confirmed address gets it. */
export interface Mail {
  readonly at: number;
  readonly topic: string;
  readonly subject: string;
  readonly body: string;
}

const fires = ({ subject, body }: Mail, name: RegExp): boolean =>
  subject === ALARM && name.test(body) && /"NewStateValue":"ALARM"/.test(body);

/** The alarm that tells that the watchdog no longer looks: the runbook says what to do then. */
export const tellsOfSilence = (mail: Mail): boolean => fires(mail, /-watchdog-silent"/);

/** An alarm that tells that something could not be told: the runbook says where it stands. */
export const tellsOfUntold = (mail: Mail): boolean => fires(mail, /-(message-not-sent|ending-not-told)"/);

export interface MailModel extends ServiceModel<typeof sns> {
  readonly mails: readonly Mail[];
}

/** SNS in memory. */
export function createMail(kernel: Kernel): MailModel {
  const topics = new Map<
    string,
    { readonly name: string; readonly key: string | undefined; readonly addresses: string[] }
  >();
  const mails: Mail[] = [];
  const find = (arn: string | undefined) => {
    const topic = topics.get(arn ?? '');
    if (topic === undefined) throw new sns.NotFoundException({ message: 'Topic does not exist', $metadata: {} });
    return topic;
  };
  const publish = (arn: string | undefined, subject: string, body: string): void => {
    mails.push({ at: kernel.clock.now(), topic: find(arn).name, subject, body });
  };
  const onTopic = (action: string) => (input: { TopicArn?: string }) => [
    { action: `sns:${action}`, resource: String(input.TopicArn) },
  ];
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
    mails,
    access: {
      Publish: (input: { TopicArn?: string }, { principal }: Call) => onPublish(String(input.TopicArn), principal),
      ListSubscriptionsByTopic: onTopic('ListSubscriptionsByTopic'),
    } as ServiceModel['access'],
    async deliver(arn, payload, principal) {
      for (const check of onPublish(arn, principal)) kernel.authorize(principal, check);
      publish(arn, ALARM, JSON.stringify(payload));
    },
    handlers: {
      Publish({ TopicArn, Subject = '', Message = '' }) {
        if (
          Message === '' ||
          Buffer.byteLength(Message) > 262_144 ||
          [...Subject].length >= 100 ||
          /\p{Cc}/u.test(Subject)
        )
          throw new sns.InvalidParameterException({ message: 'Invalid parameter: Message or Subject', $metadata: {} });
        publish(TopicArn, Subject, Message);
        return { MessageId: randomUUID() };
      },
      ListSubscriptionsByTopic: ({ TopicArn }) => ({
        Subscriptions: find(TopicArn).addresses.map((Endpoint) => ({
          SubscriptionArn: `${TopicArn}:${Endpoint.length}`,
          Protocol: 'email',
          Endpoint,
        })),
      }),
    },
    resources: {
      'AWS::SNS::Topic': (properties, { generatedName }) => {
        const name: string = properties['TopicName'] ?? generatedName;
        const arn = `arn:aws:sns:${kernel.region}:${kernel.account}:${name}`;
        topics.set(arn, { name, key: properties['KmsMasterKeyId'], addresses: [] });
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
      'AWS::SNS::Subscription': (properties) => {
        find(properties['TopicArn']).addresses.push(properties['Endpoint']);
        return { ref: `${properties['TopicArn']}:${properties['Endpoint']}` };
      },
      'AWS::SNS::TopicPolicy': (properties, context) => {
        for (const topic of properties['Topics']) kernel.attachPolicy(topic, properties['PolicyDocument'], context);
        return { ref: context.generatedName };
      },
    },
  };
}
