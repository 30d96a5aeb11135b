import type { Text } from '../../console/progress/text.ts';
import type { ReleaseRecord, RollbackRecord } from '../../lambdas/model/ledger.ts';
import type { Screens } from '../words/screens-en.ts';
import type { Words } from '../words/words.ts';
import { table } from './rows.ts';
import { when, type Zone } from './when.ts';

export type Past =
  | { readonly kind: 'release'; readonly record: ReleaseRecord }
  | { readonly kind: 'rollback'; readonly record: RollbackRecord };

/** What ran, newest first: when, its id, what, how it ended, who asked for it, and beneath it why. */
export function historyLines(all: readonly Past[], { screens }: Words, zone: Zone, columns: number): Text[] {
  if (all.length === 0) return [{ text: screens.nothingRan, tone: 'quiet' }];
  const rows = table(
    all.map((past) => [
      when(past.record.startedAt, zone),
      past.record.id,
      titleOf(past, screens),
      screens.outcomes[past.record.outcome],
      whoOf(past, screens),
    ]),
    columns,
  );
  return all.flatMap((past, at): Text[] => [
    { text: rows[at] ?? '', tone: toneOf(past) },
    { text: `  ${reasonOf(past)}`.slice(0, columns), tone: 'quiet' },
  ]);
}

function titleOf({ kind, record }: Past, screens: Screens): string {
  if (kind === 'release') return `${screens.release} ${record.version}`;
  const { trigger } = record;
  return trigger.kind === 'person' && trigger.incident !== null ? screens.decision : screens.rollback;
}

function whoOf({ kind, record }: Past, screens: Screens): string {
  if (kind === 'release') return record.request.requestedBy ?? '-';
  const { trigger } = record;
  if (trigger.kind === 'alarm') return screens.alarm(trigger.alarm);
  return trigger.kind === 'person' ? (trigger.requestedBy ?? '-') : screens.failedRelease;
}

const reasonOf = ({ kind, record }: Past): string =>
  kind === 'release' ? record.request.reason : record.trigger.reason;

function toneOf({ record }: Past): Text['tone'] {
  if (['good', 'done', 'reopen'].includes(record.outcome)) return 'good';
  if (record.outcome === 'running') return 'now';
  return ['failed', 'freeze', 'rolled-back'].includes(record.outcome) ? 'bad' : 'warn';
}
