export interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** What an endpoint confirms with, by a visit of its own. */
  readonly token: string;
  /** Message attribute -> values of which one must be there; undefined: every message is sent. */
  readonly filter: Filter | undefined;
  confirmed: boolean;
  /** When it was sent messages in the last second, virtual ms. */
  sent: number[];
}

export type Filter = Readonly<Record<string, readonly string[]>>;

export interface Topic {
  readonly arn: string;
  readonly name: string;
  /** ARN of the key its messages are encrypted with. */
  readonly key: string | undefined;
  readonly subscriptions: Subscription[];
}
