import { randomUUID } from 'node:crypto';
import * as sns from '@aws-sdk/client-sns';
import type { Call } from '../../sandbox/kernel/access.ts';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ResourceProvider } from '../../sandbox/kernel/resource.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { checkManagedKey, checkMessage, publishChecks } from '../../sandbox/services/sns/publish.ts';
import { caller } from '../calls/caller.ts';
import type { Mail } from './mail.ts';

interface Topic {
  readonly name: string;
  readonly key: string | undefined;
  readonly addresses: string[];
}

export interface WorldSns extends ServiceModel<typeof sns> {
  readonly mails: readonly Mail[];
}

/** SNS in memory: a message per topic, not per address. What may be published, and by whom, the sandbox's own model says. */
export function createWorldSns(kernel: Kernel): WorldSns {
  const topics = new Map<string, Topic>();
  const mails: Mail[] = [];
  const find = (arn: string | undefined): Topic => {
    const topic = topics.get(arn ?? '');
    if (topic === undefined) throw new sns.NotFoundException({ message: 'Topic does not exist', $metadata: {} });
    return topic;
  };
  const onTopic = (action: string) => (input: { TopicArn?: string }) => [
    { action: `sns:${action}`, resource: String(input.TopicArn) },
  ];
  const checks = (arn: string, principal: Call['principal']) =>
    publishChecks(kernel, { arn, key: topics.get(arn)?.key }, principal);
  return {
    signingName: 'sns',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    module: sns,
    mails,
    access: {
      Publish: (input: { TopicArn?: string }, { principal }: Call) => checks(String(input.TopicArn), principal),
      ListSubscriptionsByTopic: onTopic('ListSubscriptionsByTopic'),
    } as ServiceModel['access'],
    async deliver(arn, payload, principal) {
      for (const check of checks(arn, principal)) kernel.authorize(principal, check);
      checkManagedKey(topics.get(arn)?.key, principal);
      const { AlarmName = '', NewStateValue = '' } = payload as { AlarmName?: string; NewStateValue?: string };
      mails.push({
        ...{ at: kernel.clock.now(), topic: find(arn).name, subject: 'alarm', body: JSON.stringify(payload) },
        ...{ alarm: { name: AlarmName, state: NewStateValue }, invocation: undefined },
      });
    },
    handlers: {
      Publish({ TopicArn, Subject = '', Message = '' }) {
        checkMessage({ Subject, Message });
        mails.push({
          ...{ at: kernel.clock.now(), topic: find(TopicArn).name, subject: Subject, body: Message },
          ...{ alarm: undefined, invocation: caller.getStore()?.invocation },
        });
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
    resources: resourcesOf(kernel, topics, find),
  };
}

function resourcesOf(
  kernel: Kernel,
  topics: Map<string, Topic>,
  find: (arn: string) => Topic,
): Record<string, ResourceProvider> {
  return {
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
  };
}
