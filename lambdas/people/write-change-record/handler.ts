import { readRelease } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import { writeDocument } from '../documents.ts';
import { timeline } from '../timeline.ts';
import type { Input, Output } from './contract.ts';
import { changeRecord } from './draft.ts';

/** Writes the change record of a finished release. */
export const handler = step<Input, Output>(async (input) => {
  const release = await readRelease(input.release);
  if (release === undefined)
    throw new Error(`The ledger has no release ${input.release}; expected the one that just ended.`);
  const moments = await timeline(release.execution);
  return await writeDocument(`changes/${release.id}`, changeRecord(input, release, moments));
});
