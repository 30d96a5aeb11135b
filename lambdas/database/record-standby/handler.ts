import { writeStandby } from '../../ledger/standby.ts';
import type { StandbyRecord } from '../../model/standby.ts';
import { StepError } from '../../step/errors.ts';
import { oneLine } from '../../step/one-line.ts';
import { step } from '../../step/step.ts';
import { type Input, type Output, STANDBY_NOT_PROVEN } from './contract.ts';

/** Longest text of an error to keep. */
const LONGEST = 500;

/** Records in the release what its standby has come to. A second run writes the same. */
export const handler = step<Input, Output>(async ({ now, release, reached }) => {
  await writeStandby(release, factsOf(reached, now));
  return null;
});

function factsOf(reached: Input['reached'], now: string): Partial<StandbyRecord> {
  switch (reached.kind) {
    case 'proven':
      if (reached.proven !== 'yes')
        throw new StepError(
          STANDBY_NOT_PROVEN,
          `Nothing of the standby was compared with its restore point (${reached.proof.facts.join('; ')}); expected a sentinel or a table to be.`,
        );
      return { proof: { at: now, ...reached.proof } };
    case 'warmed':
      return { warmth: reached.warmth };
    case 'backed-up':
      return { backedUpAt: now };
    case 'failed':
      return { failed: { at: now, why: oneLine(reached.why, LONGEST) } };
  }
}
