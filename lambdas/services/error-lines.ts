import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { clientSettings } from '../aws/client-settings.ts';

const logs = new CloudWatchLogsClient(clientSettings);

/** A line of a log as it was written. */
export interface LogLine {
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** Lines of errors in a log group; `why`: it could not be searched. */
export type ErrorLines =
  | {
      readonly group: string;
      readonly lines: readonly LogLine[] /** False: there was no time for the rest. */;
      readonly all: boolean;
    }
  | { readonly group: string; readonly why: string };

/** More lines tell nothing more. */
const LINES = 2_000;

/**
 * Lines that match the filter pattern between two moments, oldest first. A page may be empty and yet not be the last
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html).
 * @param until of this process's clock (`performance.now()`): no page is asked for after it
 */
export async function errorLines(
  group: string,
  pattern: string,
  [from, to]: readonly [Date, Date],
  until: number,
): Promise<ErrorLines> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  try {
    do {
      if (performance.now() > until || lines.length >= LINES) return { group, lines, all: false };
      const page = await logs.send(
        new FilterLogEventsCommand({
          ...{ logGroupName: group, filterPattern: pattern, nextToken },
          ...{ startTime: from.getTime(), endTime: to.getTime() },
        }),
      );
      for (const { timestamp = from.getTime(), message = '' } of page.events ?? [])
        lines.push({ at: new Date(timestamp).toISOString(), text: message });
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return { group, lines, all: true };
  } catch (error) {
    return { group, why: `${(error as Error).name}: ${(error as Error).message}` };
  }
}
