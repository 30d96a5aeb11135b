import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '../aws/client-settings.ts';
import type { AutomationRecord } from '../model/automation.ts';
import type { IncidentRecord } from '../model/incident.ts';
import type { ReleaseRecord, RollbackRecord, StatusRecord, WatchdogRecord } from '../model/ledger.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';
import { comparable, withComparableCounts } from './counts.ts';
import { SCHEMA, understood } from './schema.ts';

/**
 * The ledger's table: partition key `environment`, sort key `record`. Every read is consistent, because decisions rest on
 * it.
 */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => required(VARIABLES.ledgerTable);
export const environmentName = (): string => required(VARIABLES.environment);

/** Key of a record of this environment. */
export const key = (record: string) => ({ environment: environmentName(), record });

const nobodyYet: StatusRecord = {
  status: 'open',
  holder: null,
  work: null,
  since: null,
  fence: 0,
  intents: {},
  maintenanceSince: null,
  lastPage: null,
  stopped: {},
  breakers: {},
  paused: {},
  running: {},
  incident: null,
};

/** The environment's status; `open` with fence 0 when it was never touched. @throws StepError LedgerTooNew */
export async function readStatus(): Promise<StatusRecord> {
  const found = { ...nobodyYet, ...((await read('status')) as Partial<StatusRecord> | undefined) };
  understood(environmentName(), found.schema ?? SCHEMA);
  return found;
}

export async function readRelease(id: string): Promise<ReleaseRecord | undefined> {
  const found = (await read(`release#${id}`)) as ReleaseRecord | undefined;
  return found && withComparableCounts(found);
}

/** Whether alarms start rollbacks. On where nobody has ever switched it. */
export async function readAutomation(): Promise<AutomationRecord> {
  return { rang: {}, ...((await read('automation')) as Partial<AutomationRecord> | undefined) };
}

/** What the watchdog remembers; empty before its first look. */
export async function readWatchdog(): Promise<WatchdogRecord> {
  const { told = {}, counts = {} } = ((await read('watchdog')) ?? {}) as Partial<WatchdogRecord>;
  return { told, counts: Object.fromEntries(Object.entries(counts).map(([name, one]) => [name, comparable(one)])) };
}

export async function readRollback(id: string): Promise<RollbackRecord | undefined> {
  return (await read(`rollback#${id}`)) as RollbackRecord | undefined;
}

/** Undefined: there is none, or an older control plane began it. */
export async function readIncident(id: string): Promise<IncidentRecord | undefined> {
  return (await read(`incident#${id}`)) as IncidentRecord | undefined;
}

/**
 * Releases, newest first (ids begin with their start), read until there are enough: any number of dry runs and refused
 * releases may come before the one looked for.
 */
export async function newestReleases(enough: (soFar: readonly ReleaseRecord[]) => boolean): Promise<ReleaseRecord[]> {
  return (await newest<ReleaseRecord>('release#', enough)).map(withComparableCounts);
}

/** Rollbacks, newest first, at most `limit`. */
export async function newestRollbacks(limit: number): Promise<RollbackRecord[]> {
  return (await newest<RollbackRecord>('rollback#', (soFar) => soFar.length >= limit)).slice(0, limit);
}

/** Fencing number of the execution that has ended a piece of work; null: nobody has. */
export const closedWith = async (record: string): Promise<number | null> =>
  ((await read(record)) as Pick<ReleaseRecord, 'closedWith'> | undefined)?.closedWith ?? null;

async function read(record: string): Promise<Record<string, unknown> | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: key(record), ConsistentRead: true }),
  );
  return Item;
}

const PAGE = 50;

/** Records whose key begins so, newest first (ids begin with their time), until there are enough. */
export async function newest<T>(prefix: string, enough: (soFar: readonly T[]) => boolean): Promise<T[]> {
  const found: T[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: '#environment = :environment AND begins_with(#record, :prefix)',
        ExpressionAttributeNames: { '#environment': 'environment', '#record': 'record' },
        ExpressionAttributeValues: { ':environment': environmentName(), ':prefix': prefix },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: PAGE,
        ExclusiveStartKey: from,
      }),
    );
    found.push(...((page.Items ?? []) as T[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && !enough(found));
  return found;
}
