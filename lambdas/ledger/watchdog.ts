import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { WriteCounts } from '../model/writes.ts';
import { documents, key, readWatchdog, tableName } from './table.ts';

/** What the watchdog remembers between two looks. Key: `record = "watchdog"`. */
export interface WatchdogRecord {
  readonly told: Readonly<Record<string, { readonly firstAt: string; readonly times: number }>>;
  /** Quarantined instance -> counters at the last look. */
  readonly counts: Readonly<Record<string, WriteCounts>>;
}

export async function writeWatchdog(record: WatchdogRecord): Promise<void> {
  await documents.send(new PutCommand({ TableName: tableName(), Item: { ...key('watchdog'), ...record } }));
}

/** Notes that an ending has been told by its event, so that the watchdog does not tell it again at once. */
export async function noteTold(finding: string, now: string): Promise<void> {
  const before = await readWatchdog();
  await writeWatchdog({ ...before, told: { ...before.told, [finding]: { firstAt: now, times: 1 } } });
}
