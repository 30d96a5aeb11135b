import type { ReleaseOutcome } from '../../model/ledger.ts';
import type { Input } from './contract.ts';

/** A watch that saw no data proves nothing: the release is good only when a person confirms it. */
export function outcomeOf({ ended, observed }: Pick<Input, 'ended' | 'observed'>): ReleaseOutcome {
  if (ended !== 'watched') return ended;
  return observed === true ? 'good' : 'unobserved';
}
