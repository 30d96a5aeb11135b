import type { DBInstance } from '@aws-sdk/client-rds';
import { readRollback } from '../ledger/table.ts';
import type { DatabaseSettings } from '../model/release.ts';
import { settingsOf } from './settings.ts';

/**
 * What an instance is to have: its own settings, and what Settle still owes it. Between a restore and the end of Settle an
 * instance lacks what no restore takes; a release or a second rollback in between must not take that for its settings.
 */
export async function wantedSettings(db: DBInstance): Promise<DatabaseSettings> {
  const own = settingsOf(db);
  const work = db.TagList?.find(({ Key }) => Key === 'knowngood:work')?.Value;
  const record = work === undefined ? undefined : await readRollback(work);
  if (record?.restoredWith === undefined || record.settledAt !== undefined) return own;
  return { ...own, owed: record.restoredWith.owed };
}
