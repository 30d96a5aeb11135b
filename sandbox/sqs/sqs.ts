import type { Kernel, ServiceModel } from '../kernel/service.ts';

/** Queues as the templates use them: a place for what could not be delivered. */
export interface Sqs extends ServiceModel<object> {
  /** Messages of a queue, oldest first. */
  messages(queue: string): readonly unknown[];
}

/** How often the number of visible messages is measured, in virtual ms. */
const MEASURED_EVERY_MS = 60_000;

export function createSqs(kernel: Kernel): Sqs {
  const queues = new Map<string, unknown[]>();
  const closing = new AbortController();
  const measureForever = async () => {
    for (;;) {
      await kernel.clock.sleep(MEASURED_EVERY_MS, closing.signal);
      for (const [name, messages] of queues) {
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
  return {
    signingName: 'sqs',
    module: {},
    handlers: {},
    access: {},
    messages: (queue) => queues.get(nameOf(queue)) ?? [],
    async deliver(arn, payload) {
      const messages = queues.get(nameOf(arn));
      if (messages === undefined) throw new Error(`There is no queue ${arn}.`);
      messages.push(payload);
    },
    async close() {
      closing.abort();
    },
    resources: {
      'AWS::SQS::Queue': (properties, { generatedName }) => {
        const name: string = properties['QueueName'] ?? generatedName;
        queues.set(name, []);
        return {
          ref: `https://sqs.${kernel.region}.amazonaws.com/${kernel.account}/${name}`,
          attributes: { Arn: `arn:aws:sqs:${kernel.region}:${kernel.account}:${name}`, QueueName: name },
        };
      },
      'AWS::SQS::QueuePolicy': (_properties, { generatedName }) => ({ ref: generatedName }),
    },
  };
}
