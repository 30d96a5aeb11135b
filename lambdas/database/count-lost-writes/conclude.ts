import type { LostTotal, LostWrites } from '../../model/writes.ts';
import type { Input, Output } from './contract.ts';
import type { Judgement } from './within-agreed.ts';

/**
 * How a count changes the decision. A later count adds a reason only when it is unknown or above what was agreed. After the
 * last one there is no way back: if the database no longer answers, the count that decided stays. What this one found is kept
 * as it is, with the time it took.
 */
export function conclude(
  lost: LostWrites,
  { freeze, because }: Judgement,
  { count, counted, baseline, now }: Pick<Input, 'count' | 'counted' | 'baseline' | 'now'>,
  tookMs: number | null,
): Output {
  return {
    timed: [{ which: count, at: now, tookMs, lost: totalOf(lost) }],
    lost: count === 'last' && !lost.known && counted !== null ? counted : lost,
    freeze,
    reader: baseline.known ? baseline.reader : null,
    because: count === 'first' || freeze ? [because] : [],
  };
}

/** Tables are told of one count alone: four times a thousand of them would fill a state. */
const totalOf = (lost: LostWrites): LostTotal => (lost.known ? { known: true, total: lost.total } : lost);
