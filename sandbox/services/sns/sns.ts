import * as sns from '@aws-sdk/client-sns';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { snsOperations } from './operations.ts';
import { checkManagedKey, publishChecks } from './publish.ts';
import { snsResources } from './resources.ts';
import { type Mail, SnsState } from './state.ts';

export interface Sns extends ServiceModel<typeof sns> {
  mailbox(): readonly Mail[];
  /** Somebody has visited a `SubscribeURL`, which nobody signs. @returns ARN of the subscription @throws NotFoundException */
  visit(topic: string | null, token: string | null): string;
  /** From now on people read their mail and confirm what they are subscribed to, or do not. */
  read(reading: boolean): void;
  /** Folder with a readable file per message. */
  readonly folder: string;
}

/** SNS topics whose e-mails land in a mailbox. `unconfirmed` addresses have not clicked the link. */
export function createSns(kernel: Kernel, unconfirmed: readonly string[] = []): Sns {
  const state = new SnsState(kernel, unconfirmed);
  return {
    signingName: 'sns',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    module: sns,
    ...served<typeof sns>(snsOperations(state)),
    resources: snsResources(state),
    removals: { 'AWS::SNS::Topic': ({ ref }) => void state.topics.delete(ref) },
    folder: state.folder,
    mailbox: () => state.mails,
    read: (reading) => state.read(reading),
    visit: (topic, token) => state.confirm(state.topic(topic ?? undefined), token).arn,
    async deliver(arn, payload, principal) {
      const key = state.topics.get(arn)?.key;
      for (const check of publishChecks(kernel, { arn, key }, principal)) kernel.authorize(principal, check);
      checkManagedKey(key, principal);
      const { AlarmName = 'event', NewStateValue = 'EVENT' } = payload as {
        AlarmName?: string;
        NewStateValue?: string;
      };
      const subject = `${NewStateValue}: "${AlarmName}"`.slice(0, 99);
      state.publish(state.topic(arn), subject, JSON.stringify(payload, null, 2));
    },
  };
}
