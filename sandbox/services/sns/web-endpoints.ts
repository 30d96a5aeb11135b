import { randomUUID } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Attributes } from './filter.ts';
import type { Subscription, Topic } from './topic.ts';

interface Notice {
  readonly subject: string;
  readonly body: string;
  readonly attributes: Attributes;
}

export const isWeb = (protocol: string): boolean => protocol === 'http' || protocol === 'https';

/** A receiver gets this long; SNS itself gives 15 seconds (https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html). */
const ANSWERS_WITHIN_MS = 15_000;

/**
 * Posts to web endpoints as SNS does: nothing but a request to confirm until its `SubscribeURL` was visited, then every message in
 * an envelope (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html). Signatures are not played, and nothing
 * leaves this machine: an endpoint that is not on loopback stays unconfirmed.
 */
export class WebEndpoints {
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  askToConfirm(topic: Topic, subscription: Subscription): void {
    const url = new URL(this.kernel.endpointUrl || 'http://127.0.0.1');
    url.search = new URLSearchParams({
      Action: 'ConfirmSubscription',
      TopicArn: topic.arn,
      Token: subscription.token,
    }).toString();
    this.post(topic, subscription, 'SubscriptionConfirmation', {
      Token: subscription.token,
      Message: `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: url.toString(),
    });
  }

  notify(topic: Topic, subscription: Subscription, { subject, body, attributes }: Notice): void {
    this.post(topic, subscription, 'Notification', {
      ...(subject === '' ? {} : { Subject: subject }),
      Message: body,
      ...(Object.keys(attributes).length === 0
        ? {}
        : {
            MessageAttributes: Object.fromEntries(
              Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
            ),
          }),
    });
  }

  private post(topic: Topic, { arn, endpoint }: Subscription, type: string, said: Record<string, unknown>): void {
    if (!isLoopback(endpoint)) {
      this.kernel.log(`SNS posts nothing to ${endpoint}: the sandbox talks to receivers on this machine alone`);
      return;
    }
    const MessageId = randomUUID();
    const Timestamp = new Date(this.kernel.clock.now()).toISOString();
    void fetch(endpoint, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'x-amz-sns-message-type': type,
        'x-amz-sns-message-id': MessageId,
        'x-amz-sns-topic-arn': topic.arn,
        ...(type === 'Notification' ? { 'x-amz-sns-subscription-arn': arn } : {}),
      },
      body: JSON.stringify({ Type: type, MessageId, TopicArn: topic.arn, Timestamp, ...said }),
    }).then(
      ({ ok, status }) => void (ok || this.kernel.log(`SNS: ${endpoint} answered ${status}`)),
      (error: Error) => this.kernel.log(`SNS: ${endpoint} did not answer: ${error.message}`),
    );
  }
}

const isLoopback = (endpoint: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(URL.canParse(endpoint) ? new URL(endpoint).hostname : '');
