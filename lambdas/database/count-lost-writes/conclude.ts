import type { LostWrites } from '../../model/writes.ts';
import type { Input, Output } from './contract.ts';
import type { Judgement } from './within-agreed.ts';

/**
 * How a count changes the decision. A later count adds a reason only when it is unknown or above what was agreed. After the
 * last one there is no way back: if the database no longer answers, the count that decided stays.
 */
export function conclude(
  lost: LostWrites,
  { freeze, because }: Judgement,
  { count, counted, baseline }: Pick<Input, 'count' | 'counted' | 'baseline'>,
): Output {
  return {
    lost: count === 'last' && !lost.known && counted !== null ? counted : lost,
    freeze,
    reader: baseline.known ? baseline.reader : null,
    because: count === 'first' || freeze ? [because] : [],
  };
}
