import { LOOKED_AT } from '../../messages/looked-at.ts';
import { textIn } from '../../messages/portuguese/in-language.ts';
import { COUNTS, tookIn } from '../../messages/timed-counts.ts';
import { at } from '../../messages/voice.ts';
import type { Language } from '../../model/environment.ts';
import type { Counted } from '../../model/incident.ts';
import type { LostTotal, LostWrites } from '../../model/writes.ts';
import type { Block } from '../document/model.ts';
import type { Input } from './contract.ts';
import type { PostMortemWords } from './words.ts';

/** What a restore has left behind, table by table. */
export function lossOf(lost: LostWrites, language: Language, words: PostMortemWords): Block[] {
  if (!lost.known) return [{ kind: 'text', text: words.lostUnknown(textIn(language)(lost.why)) }];
  const rows = [
    ...Object.entries(lost.tables).map(([name, n]) => [name, n.inserted, n.updated, n.deleted].map(String)),
    ...(lost.others > 0 ? [[words.otherTables, String(lost.others), '', '']] : []),
  ];
  return [
    { kind: 'text', text: words.lost(lost.total, LOOKED_AT[language](lost)) },
    ...(rows.length === 0 ? [] : [{ kind: 'table', head: words.tables, rows } as const]),
  ];
}

/** What a count found, in one cell. */
export const totalIn = (lost: LostTotal, language: Language, words: PostMortemWords): string =>
  lost.known ? String(lost.total) : `${words.unknown} (${textIn(language)(lost.why)})`;

/** Every count of the incident: when, which, by whom, what it found, how long it took. */
export function countsTaken(counts: readonly Counted[], input: Input, words: PostMortemWords): Block[] {
  if (counts.length === 0) return [];
  const { language } = input;
  const rows = counts.map(({ at: when, which, rollback, lost, tookMs }) => [
    at(when, input),
    which === undefined ? '' : COUNTS[language].which[which],
    rollback,
    totalIn(lost, language, words),
    // An older control plane took no time of its counts.
    tookMs === undefined ? '' : tookIn(language, tookMs),
  ]);
  return [{ kind: 'table', head: words.counts, rows }];
}
