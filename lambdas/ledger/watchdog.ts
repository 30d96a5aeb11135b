import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { WatchdogRecord } from '../model/ledger.ts';
import { pastConflicts } from './conflicts.ts';
import { documents, key, readWatchdog, tableName } from './table.ts';

export async function writeWatchdog(record: WatchdogRecord): Promise<void> {
  await pastConflicts(() =>
    documents.send(new PutCommand({ TableName: tableName(), Item: { ...key('watchdog'), ...record } })),
  );
}

/** Notes that an ending has been reported on its event, so that the watchdog does not report it again at once. */
export async function noteTold(finding: string, now: string): Promise<void> {
  const before = await readWatchdog();
  await writeWatchdog({ ...before, told: { ...before.told, [finding]: { firstAt: now, times: 1 } } });
}
