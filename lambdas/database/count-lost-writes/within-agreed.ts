import { reasonsIn } from '../../messages/reasons.ts';
import type { LostWrites } from '../../model/writes.ts';
import type { Input } from './contract.ts';

export interface Judgement {
  readonly freeze: boolean;
  readonly because: string;
}

/** Whether the restore may go on without a person. */
export function judge(
  lost: LostWrites,
  { maxLostWrites, accepted, language }: Pick<Input, 'maxLostWrites' | 'accepted' | 'language'>,
): Judgement {
  const say = reasonsIn(language);
  if (accepted === 'unknown')
    return { freeze: false, because: lost.known ? say.acceptedAny(lost.total) : say.acceptedUnknown };
  if (!lost.known) return { freeze: true, because: say.unknownLoss(lost.why) };
  const allowed = Math.max(maxLostWrites, accepted ?? 0);
  return lost.total <= allowed
    ? { freeze: false, because: say.withinLimit(lost.total, allowed) }
    : { freeze: true, because: say.aboveLimit(lost.total, allowed) };
}
