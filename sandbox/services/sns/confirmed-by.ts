import type { Sns } from './sns.ts';

/**
 * A receiver that visits its `SubscribeURL` confirms by that, unsigned
 * (https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html). Undefined: the address is another.
 */
export function confirmedBy(sns: Sns, { searchParams }: URL): { status: number; body: string } | undefined {
  if (searchParams.get('Action') !== 'ConfirmSubscription') return undefined;
  try {
    const arn = sns.visit(searchParams.get('TopicArn'), searchParams.get('Token'));
    return {
      status: 200,
      body: `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`,
    };
  } catch (error) {
    return { status: 404, body: (error as Error).message };
  }
}
