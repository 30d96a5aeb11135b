import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundException } from '@aws-sdk/client-sns';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Attributes, letsThrough } from './filter.ts';
import type { Filter, Subscription, Topic } from './topic.ts';
import { isWeb, WebEndpoints } from './web-endpoints.ts';

/** A message as it would arrive by e-mail. */
export interface Mail {
  /** Virtual time, ms. */
  readonly at: number;
  readonly topic: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** More to one address, and SNS suspends its subscription: it is pending again until its owner clicks (Developer Guide, e-mail). */
const MOST_EMAILS_A_SECOND = 10;

/** Everything SNS knows, and the mailbox its e-mails land in. */
export class SnsState {
  readonly kernel: Kernel;
  readonly topics = new Map<string, Topic>();
  readonly mails: Mail[] = [];
  readonly folder: string;
  private readonly web: WebEndpoints;
  private readonly unconfirmed: readonly string[];
  /** People read their mail; while a stack deploys they do not. */
  private reading = true;

  constructor(kernel: Kernel, unconfirmed: readonly string[]) {
    this.kernel = kernel;
    this.web = new WebEndpoints(kernel);
    this.unconfirmed = unconfirmed;
    this.folder = join(kernel.folder, 'mailbox');
    mkdirSync(this.folder, { recursive: true });
  }

  /** @throws NotFoundException */
  topic(arn: string | undefined): Topic {
    const found = this.topics.get(arn ?? '');
    if (found) return found;
    throw new NotFoundException({ message: 'Topic does not exist', $metadata: {} });
  }

  subscribe(topic: Topic, protocol: string, endpoint: string, filter?: Filter): Subscription {
    const web = isWeb(protocol);
    const subscription: Subscription = {
      ...{ arn: `${topic.arn}:${randomUUID()}`, protocol, endpoint, token: randomUUID(), filter, sent: [] },
      confirmed: !web && this.reading && !this.unconfirmed.includes(endpoint),
    };
    topic.subscriptions.push(subscription);
    if (web) this.web.askToConfirm(topic, subscription);
    return subscription;
  }

  /**
   * Whether people read their mail: an address that was subscribed meanwhile is pending, and gets nothing, until its owner has
   * clicked (https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html).
   */
  read(reading: boolean): void {
    this.reading = reading;
    if (!reading) return;
    for (const { subscriptions } of this.topics.values())
      for (const one of subscriptions)
        if (one.protocol === 'email' && one.sent.length === 0) one.confirmed = !this.unconfirmed.includes(one.endpoint);
  }

  /** @throws NotFoundException for a token that is nobody's */
  confirm(topic: Topic, token: string | null | undefined): Subscription {
    const found = topic.subscriptions.find((subscription) => subscription.token === token);
    if (found === undefined) throw new NotFoundException({ message: 'Subscription does not exist', $metadata: {} });
    found.confirmed = true;
    return found;
  }

  /** Sends a message to every confirmed e-mail address and web endpoint of a topic whose filter lets it through. */
  publish(topic: Topic, subject: string, body: string, attributes: Attributes = {}): void {
    const { name, subscriptions } = topic;
    for (const subscription of subscriptions) {
      const { protocol, confirmed, endpoint, filter } = subscription;
      if (!confirmed || !letsThrough(filter, attributes)) continue;
      if (isWeb(protocol)) this.web.notify(topic, subscription, { subject, body, attributes });
      if (protocol !== 'email') continue;
      if (this.isTooFast(subscription)) {
        subscription.confirmed = false;
        this.kernel.log(
          `SNS suspended the subscription of ${endpoint}: more than ${MOST_EMAILS_A_SECOND} e-mails a second`,
        );
        continue;
      }
      this.mail({ at: this.kernel.clock.now(), topic: name, to: endpoint, subject, body });
    }
  }

  private isTooFast(subscription: Subscription): boolean {
    const now = this.kernel.clock.now();
    subscription.sent = [...subscription.sent.filter((at) => at > now - 1_000), now];
    return subscription.sent.length > MOST_EMAILS_A_SECOND;
  }

  private mail(mail: Mail): void {
    const { at, to, subject, body } = mail;
    this.mails.push(mail);
    const file = `${String(this.mails.length).padStart(3, '0')}-${to.replace(/[^a-z0-9@.-]/gi, '_')}.txt`;
    writeFileSync(
      join(this.folder, file),
      `To: ${to}\nSubject: ${subject}\nDate: ${new Date(at).toISOString()}\n\n${body}`,
    );
  }
}
