import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { Ecs } from '../ecs/ecs.ts';
import { matching } from './filter-pattern.ts';

/** The most events that one answer has, without a limit. */
const MOST = 10_000;

/** Streams are those of the tasks: `<prefix>/<container>/<task id>`. */
export const eventOperations = (
  { account, region, clock }: Kernel,
  { logOf, logsIn }: Pick<Ecs, 'logOf' | 'logsIn'>,
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

  FilterLogEvents: {
    access: ({ logGroupName }) => [
      {
        action: 'logs:FilterLogEvents',
        resource: `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:*`,
      },
    ],
    handle({ logGroupName = '', filterPattern = '', startTime = 0, endTime = clock.now(), limit = MOST, nextToken }) {
      const matches = matching(filterPattern);
      const found = logsIn(logGroupName).flatMap(({ stream, text, until }) => {
        // A file has no times: a line is as old as its task lets it be.
        const timestamp = Math.min(until ?? clock.now(), endTime);
        if (timestamp < startTime) return [];
        const lines = text.split('\n').filter((line) => line !== '' && matches(line));
        return lines.map((message) => ({ timestamp, ingestionTime: timestamp, message, logStreamName: stream }));
      });
      const from = Number(nextToken ?? 0);
      return {
        events: found.sort((a, b) => a.timestamp - b.timestamp).slice(from, from + limit),
        searchedLogStreams: [],
        ...(from + limit < found.length && { nextToken: String(from + limit) }),
      };
    },
  },
});
