import type { Message } from '../model/message.ts';

export type Choice = 'restore' | 'keep' | 'reopen';
/** Why the facts recommend it. */
export type Recommending = 'does-not-fit' | 'loses-nothing' | 'only-one';
/** Why they recommend none. */
export type Unknown = 'images' | 'nothing-fits' | 'nothing-left';

/** What is known of the ways out of a freeze. */
export type Stake = Pick<Extract<Message, { readonly kind: 'frozen' }>, 'ways' | 'restorable' | 'missing' | 'deleted'>;

/** Which decisions would not freeze again, as far as the facts know, once the images that are missing are named. */
export const possible = ({
  ways: { returnsTo, restorePointAt, forward, reopen },
  restorable,
  deleted,
}: Stake): readonly Choice[] => {
  const startable = returnsTo !== null && deleted.length === 0;
  return [
    ...(startable && restorePointAt !== null && restorable ? (['restore'] as const) : []),
    ...(startable && !forward ? (['keep'] as const) : []),
    ...(reopen ? (['reopen'] as const) : []),
  ];
};

/**
 * The decision that the facts recommend, or why they recommend none. People decide all the same. Where the known good's image
 * is gone, going back runs a version that the facts know nothing about.
 */
export function recommended(
  stake: Stake,
): { readonly choice: Choice; readonly why: Recommending } | { readonly choice: null; readonly why: Unknown } {
  const choices = possible(stake);
  const [only] = choices;
  if (only === undefined) return { choice: null, why: 'nothing-left' };
  if (only === 'reopen') return { choice: only, why: 'only-one' };
  if (stake.missing.length > 0) return { choice: null, why: 'images' };
  if (choices.length === 1) return { choice: only, why: 'only-one' };
  if (stake.ways.migration === 'breaking')
    return choices.includes('restore')
      ? { choice: 'restore', why: 'does-not-fit' }
      : { choice: null, why: 'nothing-fits' };
  return choices.includes('keep') ? { choice: 'keep', why: 'loses-nothing' } : { choice: null, why: 'nothing-fits' };
}
