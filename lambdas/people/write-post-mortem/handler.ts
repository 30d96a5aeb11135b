import { readIncident, readRelease } from '../../ledger/table.ts';
import type { IncidentRecord } from '../../model/incident.ts';
import { step } from '../../step/step.ts';
import { writeDocument } from '../documents.ts';
import { type Moment, timeline } from '../timeline.ts';
import type { Input, Output } from './contract.ts';
import { draft } from './draft.ts';

/** Drafts the post-mortem from the ledger and the histories of the release and of every execution of the incident. */
export const handler = step<Input, Output>(async (input) => {
  const [release, incident] = await Promise.all([
    input.release === null ? undefined : readRelease(input.release),
    readIncident(input.incident),
  ]);
  const moments: Moment[] = [];
  for (const execution of executionsOf(input, incident, release?.execution))
    moments.push(...(await timeline(execution)));
  moments.sort((a, b) => a.at.localeCompare(b.at));
  const document = draft(input, { release, incident, moments });
  return { document: await writeDocument(`post-mortems/${input.rollback}.md`, document) };
});

/** The release, then those of the incident. One that AWS has forgotten has no history; the ledger has its part all the same. */
function executionsOf(
  { execution }: Input,
  incident: IncidentRecord | undefined,
  release: string | undefined,
): readonly string[] {
  const parts = Object.values(incident?.executions ?? {}).map((part) => part.execution);
  return [...new Set([...(release === undefined ? [] : [release]), ...parts, execution])];
}
