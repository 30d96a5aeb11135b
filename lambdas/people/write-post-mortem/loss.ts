import { LOOKED_AT } from '../../messages/looked-at.ts';
import { textIn } from '../../messages/portuguese/in-language.ts';
import type { Language } from '../../model/environment.ts';
import type { LostWrites } from '../../model/writes.ts';
import type { Block } from '../document/model.ts';
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
