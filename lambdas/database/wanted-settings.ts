import type { DBInstance } from '@aws-sdk/client-rds';
import { readRollback } from '../ledger/table.ts';
import type { DatabaseSettings } from '../model/release.ts';
import { instanceByName } from './instances.ts';
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
  const { owed, deletionProtection } = record.restoredWith;
  // A standby stands without protection, and Settle gives it back with the rest.
  return { ...own, owed, deletionProtection: own.deletionProtection || deletionProtection };
}

/** What the live instance is to have now, where it answers; what the known good recorded, where it does not. */
export async function settingsNow(
  live: { readonly identifier: string; readonly resourceId: string },
  recorded: DatabaseSettings,
): Promise<DatabaseSettings> {
  const found = await instanceByName(live.identifier);
  return found === undefined || found.DbiResourceId !== live.resourceId ? recorded : await wantedSettings(found);
}
