import { addIncidentFacts } from '../../ledger/incident-facts.ts';
import { readIncident, readRelease } from '../../ledger/table.ts';
import type { IncidentRecord, Period, UserRequests } from '../../model/incident.ts';
import { MEASURES_ENDING, POST_MORTEMS } from '../../model/measures.ts';
import { userRequests } from '../../observation/user-requests.ts';
import { targetGroupsOf } from '../../services/target-groups.ts';
import { step } from '../../step/step.ts';
import { writeDocument, writeOnce } from '../documents.ts';
import { incidentTimes } from '../incident-times.ts';
import { type Moment, timeline } from '../timeline.ts';
import type { Input, Output } from './contract.ts';
import { postMortem } from './draft.ts';
import { BEFORE_MS, evidenceOf } from './evidence.ts';
import { emptyMeasures } from './measures.ts';

/**
 * Drafts the post-mortem from the ledger, the histories of the release and of every execution of the incident, and the load
 * balancer's metrics. What is known only now, the incident's record gets too.
 */
export const handler = step<Input, Output>(async (input) => {
  const [release, incident] = await Promise.all([
    input.release === null ? undefined : readRelease(input.release),
    readIncident(input.incident),
  ]);
  const { users, periods } = await usersOf(input);
  const ofRelease = release === undefined ? [] : await timeline(release.execution);
  const ofIncident: Moment[] = [];
  for (const execution of executionsOf(input, incident)) ofIncident.push(...(await timeline(execution)));
  ofIncident.sort(byTime);
  const times = incidentTimes(input.origin.began, input.outage, ofIncident, input.now);
  await addIncidentFacts(input.incident, { times, users });
  const moments = [...ofRelease, ...ofIncident].sort(byTime);
  const evidence = await evidenceOf(input);
  const document = postMortem(input, { release, incident, moments, times, users, periods, evidence });
  const key = `${POST_MORTEMS}${input.rollback}`;
  const addresses = await writeDocument(key, document);
  await writeOnce(`${key}${MEASURES_ENDING}`, emptyMeasures(input));
  return { ...addresses, users };
});

const byTime = (a: Moment, b: Moment): number => a.at.localeCompare(b.at);

/** The metrics are an addition: a document without them is better than none. */
async function usersOf({ origin, now, asked }: Input): Promise<{ users: UserRequests; periods: readonly Period[] }> {
  try {
    const targetGroups = await targetGroupsOf(asked);
    const counted = { listeners: asked.listeners.map(({ arn }) => arn), targetGroups };
    return await userRequests(counted, origin.began, now, BEFORE_MS);
  } catch (error) {
    console.warn(`What users got is unknown: ${(error as Error).message}`);
    return { users: { known: false, why: 'not-asked' }, periods: [] };
  }
}

/** One that AWS has forgotten has no history; the ledger has its part all the same. */
function executionsOf({ execution }: Input, incident: IncidentRecord | undefined): readonly string[] {
  return [...new Set([...Object.values(incident?.executions ?? {}).map((part) => part.execution), execution])];
}
