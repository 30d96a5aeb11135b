import type { Ways } from '../model/rollback.ts';

export type Choice = 'restore' | 'keep' | 'reopen';
/** Why the facts recommend it. */
export type Recommending = 'does-not-fit' | 'loses-nothing' | 'only-one';

/** Which decisions would not freeze again, as far as the facts know. */
export const possible = ({ returnsTo, restorePointAt, reopen }: Ways, restorable: boolean): readonly Choice[] => [
  ...(returnsTo !== null && restorePointAt !== null && restorable ? (['restore'] as const) : []),
  ...(returnsTo !== null ? (['keep'] as const) : []),
  ...(reopen ? (['reopen'] as const) : []),
];

/** The decision that the facts recommend, and why; null: they recommend none. People decide all the same. */
export function recommended(
  ways: Ways,
  restorable: boolean,
): { readonly choice: Choice; readonly why: Recommending } | null {
  const choices = possible(ways, restorable);
  const [only] = choices;
  if (only !== undefined && choices.length === 1) return { choice: only, why: 'only-one' };
  if (ways.migration === 'breaking')
    return choices.includes('restore') ? { choice: 'restore', why: 'does-not-fit' } : null;
  return choices.includes('keep') ? { choice: 'keep', why: 'loses-nothing' } : null;
}
