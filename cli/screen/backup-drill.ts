import type { Text } from '../../console/progress/text.ts';
import { textIn } from '../../lambdas/messages/portuguese/in-language.ts';
import type { BackupDrillRecord } from '../../lambdas/model/backup-drill.ts';
import type { Words } from '../words/words.ts';
import { row } from './rows.ts';
import { when, type Zone } from './when.ts';

/** How the newest backup drill went, and what the newest proven one measured. */
export function backupDrillLines(
  record: BackupDrillRecord | undefined,
  { screens, language }: Words,
  zone: Zone,
  columns: number,
): Text[] {
  const { backupDrill: words, rows } = screens;
  // None are configured, or nobody has looked yet: there is nothing to say.
  if (record === undefined) return [];
  const { last, proven } = record;
  const measured =
    proven?.result.kind === 'proven'
      ? words.proven(when(proven.finishedAt, zone), proven.result.provenMinutes, proven.recoveryPointMinutes)
      : words.never;
  const lines = row(rows.backupDrill, measured, columns, proven === null ? 'warn' : 'plain');
  if (last === null) return lines;
  const { result, left } = last;
  const put = textIn(language);
  return [
    ...lines,
    ...(result.kind === 'failed'
      ? row('', words.failed(when(last.finishedAt, zone), put(result.cause)), columns, 'bad')
      : []),
    ...(left === null ? [] : row('', words.left(left.instance), columns, 'warn')),
  ];
}
