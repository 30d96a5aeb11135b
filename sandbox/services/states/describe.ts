import * as sfn from '@aws-sdk/client-sfn';
import type { PlacedEvent } from './history.ts';
import type { Started } from './started.ts';

/** An execution in a list. */
export function listed({ run }: Started) {
  return {
    executionArn: run.options.arn,
    stateMachineArn: run.options.machineArn,
    name: run.options.name,
    status: run.status,
    startDate: new Date(run.startedAt),
    ...(run.stoppedAt === undefined ? {} : { stopDate: new Date(run.stoppedAt) }),
    redriveCount: run.redriveCount,
    ...(run.redrivenAt === undefined ? {} : { redriveDate: new Date(run.redrivenAt) }),
  };
}

export function described(started: Started) {
  const { run, input } = started;
  const { status, reason } = run.redrivable();
  return {
    ...listed(started),
    input,
    inputDetails: { included: true },
    ...(run.status === 'SUCCEEDED'
      ? { output: JSON.stringify(run.output ?? null), outputDetails: { included: true } }
      : {}),
    ...run.error?.details,
    redriveStatus: status,
    ...(reason === undefined ? {} : { redriveStatusReason: reason }),
  };
}

/** An event as GetExecutionHistory gives it; without its data where that is not asked for. */
export function historyEvent({ path: _path, ...event }: PlacedEvent, withData: boolean): Omit<PlacedEvent, 'path'> {
  if (withData) return event;
  const bare: Record<string, unknown> = event;
  for (const name of Object.keys(bare))
    if (name.endsWith('EventDetails')) bare[name] = withoutData(bare[name] as object);
  return event;
}

function withoutData(details: object): object {
  const { input: _input, output: _output, ...rest } = details as Record<'input' | 'output', unknown>;
  return rest;
}

/** Page sizes of Step Functions: 100 unless told, at most 1,000. */
export function page<T>(
  items: readonly T[],
  maxResults: number | undefined,
  nextToken: string | undefined,
): { items: T[]; nextToken?: string } {
  if (maxResults !== undefined && (maxResults < 0 || maxResults > 1_000))
    throw new sfn.ValidationException({
      message: `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`,
      $metadata: {},
    });
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(from)) throw new sfn.InvalidToken({ message: "Invalid Token: 'Invalid token'", $metadata: {} });
  const to = from + (maxResults || 100);
  return {
    items: items.slice(from, to),
    ...(to < items.length ? { nextToken: Buffer.from(String(to)).toString('base64url') } : {}),
  };
}
