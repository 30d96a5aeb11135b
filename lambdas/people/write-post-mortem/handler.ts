import { readRelease } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import { writeDocument } from '../documents.ts';
import { timeline } from '../timeline.ts';
import type { Input, Output } from './contract.ts';
import { draft } from './draft.ts';

/** Drafts the post-mortem from the ledger and the histories of both executions. */
export const handler = step<Input, Output>(async (input) => {
  const release = input.release === null ? undefined : await readRelease(input.release);
  const moments = [
    ...(release === undefined ? [] : await timeline(release.execution)),
    ...(await timeline(input.execution)),
  ];
  moments.sort((a, b) => a.at.localeCompare(b.at));
  return { document: await writeDocument(`post-mortems/${input.rollback}.md`, draft(input, release, moments)) };
});
