import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { Ecs } from '../ecs/ecs.ts';

/** The most events that one answer has, without a limit. */
const MOST = 10_000;

/** Streams are those of the tasks: `<prefix>/<container>/<task id>`. */
export const eventOperations = (
  { account, region, clock }: Kernel,
  { logOf }: Pick<Ecs, 'logOf'>,
): Operations<typeof logs> => ({
  GetLogEvents: {
    access: ({ logGroupName, logStreamName }) => [
      {
        action: 'logs:GetLogEvents',
        resource: `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream:${logStreamName}`,
      },
    ],
    handle({ logGroupName = '', logStreamName = '', limit = MOST, startFromHead = false }) {
      const text = logOf(logGroupName, logStreamName);
      const message = 'The specified log stream does not exist.';
      if (text === undefined) throw new logs.ResourceNotFoundException({ message, $metadata: {} });
      const lines = text.split('\n').filter((line) => line !== '');
      const some = startFromHead ? lines.slice(0, limit) : lines.slice(-limit);
      return { events: some.map((line) => ({ timestamp: clock.now(), ingestionTime: clock.now(), message: line })) };
    },
  },
});
