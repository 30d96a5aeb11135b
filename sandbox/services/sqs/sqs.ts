import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { keyChecks } from '../kms/use.ts';

/** Queues as the templates use them: for events that could not be delivered. */
export interface Sqs extends ServiceModel<object> {
  /** Messages of a queue, oldest first. */
  messages(queue: string): readonly unknown[];
}

/** How often the number of visible messages is measured, in virtual ms. */
const MEASURED_EVERY_MS = 60_000;

interface QueueState {
  readonly arn: string;
  readonly key: string | undefined;
  readonly messages: unknown[];
}

export function createSqs(kernel: Kernel): Sqs {
  const queues = new Map<string, QueueState>();
  const closing = new AbortController();
  const measureForever = async () => {
    for (;;) {
      await kernel.clock.sleep(MEASURED_EVERY_MS, closing.signal);
      for (const [name, { messages }] of queues) {
        if (messages.length === 0) continue;
        kernel.measure({
          namespace: 'AWS/SQS',
          metric: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: name },
          value: messages.length,
        });
      }
    }
  };
  void measureForever().catch(() => {}); // Ends by being aborted.
  const nameOf = (arn: string) => arn.split(':').pop() ?? '';
  const arnOf = (name: string) => `arn:aws:sqs:${kernel.region}:${kernel.account}:${name}`;
  return {
    signingName: 'sqs',
    module: {},
    handlers: {},
    access: {},
    messages: (queue) => queues.get(nameOf(queue))?.messages ?? [],
    async deliver(arn, payload, principal) {
      const queue = queues.get(nameOf(arn));
      if (queue === undefined) throw new Error(`There is no queue ${arn}.`);
      kernel.authorize(principal, { action: 'sqs:SendMessage', resource: queue.arn });
      const bound = { 'aws:sqs:arn': queue.arn };
      const operations = ['GenerateDataKey', 'Decrypt'] as const;
      for (const check of keyChecks(kernel, { key: queue.key, via: 'sqs', operations, bound, caller: principal }))
        kernel.authorize(principal, check);
      queue.messages.push(payload);
    },
    async close() {
      closing.abort();
    },
    removals: { 'AWS::SQS::Queue': ({ attributes }) => void queues.delete(attributes?.['QueueName'] ?? '') },
    resources: {
      'AWS::SQS::Queue': (properties, { generatedName }) => {
        refuseUnmodelled('AWS::SQS::Queue', properties, [
          ...['QueueName', 'KmsMasterKeyId', 'MessageRetentionPeriod', 'Tags'],
        ]);
        const name: string = properties['QueueName'] ?? generatedName;
        const arn = arnOf(name);
        queues.set(name, { arn, key: properties['KmsMasterKeyId'], messages: [] });
        return {
          ref: `https://sqs.${kernel.region}.amazonaws.com/${kernel.account}/${name}`,
          attributes: { Arn: arn, QueueName: name },
        };
      },
      'AWS::SQS::QueuePolicy': (properties, context) => {
        for (const url of properties['Queues'] as string[])
          kernel.attachPolicy(arnOf(url.split('/').pop() ?? ''), properties['PolicyDocument'], context);
        return { ref: context.generatedName };
      },
    },
  };
}
