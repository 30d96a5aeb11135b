import type { Text } from '../../console/progress/text.ts';
import type { StatusRecord } from '../../lambdas/model/ledger.ts';
import type { Words } from '../words/words.ts';
import { row } from './rows.ts';
import { when, type Zone } from './when.ts';

export function maintenanceLines(
  status: StatusRecord,
  holderRuns: boolean,
  { screens }: Words,
  zone: Zone,
  columns: number,
): Text[] {
  const { maintenanceSince, lastPage, stopped, paused } = status;
  const named = (title: string, names: readonly string[]) =>
    names.length === 0 ? [] : row(title, names.join(', '), columns, 'warn');
  const ends =
    status.status === 'frozen'
      ? screens.pageEnds.decides
      : holderRuns
        ? screens.pageEnds.running
        : screens.pageEnds.left;
  return [
    ...(maintenanceSince === null
      ? row(screens.rows.page, screens.pageDown, columns, 'good')
      : [
          ...row(screens.rows.page, screens.pageUp(when(maintenanceSince, zone)), columns, 'warn'),
          ...row('', ends, columns),
        ]),
    ...(maintenanceSince !== null || lastPage === null
      ? []
      : row('', screens.pageLast(when(lastPage.since, zone), when(lastPage.until, zone)), columns, 'quiet')),
    ...named(screens.rows.stopped, Object.keys(stopped)),
    ...named(screens.rows.paused, Object.keys(paused)),
  ];
}
