import type { LostWrites } from '../../model/writes.ts';
import type { Input, Output } from './contract.ts';
import type { Judgement } from './within-agreed.ts';

/**
 * What a count changes. A later one is a reason of its own only when it is above what was agreed, or unknown. After the last
 * one the way is behind us: where nobody can count any more, the count that decided stays.
 */
export function conclude(
  lost: LostWrites,
  { freeze, because }: Judgement,
  { count, counted }: Pick<Input, 'count' | 'counted'>,
): Output {
  return {
    lost: count === 'last' && !lost.known && counted !== null ? counted : lost,
    freeze,
    because: count === 'first' || freeze ? [because] : [],
  };
}
