import type { Text } from '../../console/progress/text.ts';
import { type AutomationRecord, offAt } from '../../lambdas/model/automation.ts';
import type { Words } from '../words/words.ts';
import { row } from './rows.ts';
import { when, type Zone } from './when.ts';

/** Whether alarms start rollbacks: who has switched it off, until when and why, and which alarms have rung for nothing. */
export function automationLines(
  record: AutomationRecord,
  now: string,
  { screens }: Words,
  zone: Zone,
  columns: number,
): Text[] {
  const name = screens.rows.automation;
  const off = offAt(record, now);
  if (off === null) return row(name, screens.automationOn, columns);
  const of = off.release === null ? '' : ` ${screens.ofRelease(off.release.version, off.release.id)}`;
  const rang = Object.entries(record.rang).filter(([, at]) => at >= off.since);
  return [
    ...row(name, `${screens.automationOff}${of}`, columns, 'warn'),
    ...row('', screens.offUntil(when(off.until, zone), off.by ?? screens.nobody, off.reason), columns, 'warn'),
    ...rang.flatMap(([alarm, at]) => row('', screens.rangWhileOff(alarm, when(at, zone)), columns, 'warn')),
  ];
}
