import type { IncidentTimes, Outage } from '../model/incident.ts';
import { STATES } from '../model/state-names.ts';
import type { Moment } from './timeline.ts';

const TOLD: readonly string[] = [STATES.announceTheRollback, STATES.announceTheFreeze];
const RESTORED: readonly string[] = [STATES.pointTheApplicationAtTheRestoredDatabase];
/** What runs behind passed checks. */
const VERIFIED: readonly string[] = [STATES.resumeTheServices, STATES.lowerMaintenanceMode, STATES.beginTheWatch];

/**
 * When an incident that is over came to what.
 * @param moments of its rollbacks and decisions, oldest first; not of its release, which has states of the same names
 * @param closed when the work was closed
 */
export function incidentTimes(
  began: string,
  outage: Outage | null,
  moments: readonly Moment[],
  closed: string,
): IncidentTimes {
  const first = (names: readonly string[], from = 0) =>
    moments.slice(from).find(({ what }) => names.includes(what))?.at ?? null;
  // A decision after a freeze runs the checks anew: the last ones passed.
  const checks = moments.findLastIndex(({ what }) => what === STATES.runTheChecks);
  return {
    began,
    told: first(TOLD),
    shielded: outage?.since ?? null,
    restored: first(RESTORED),
    verified: checks < 0 ? null : first(VERIFIED, checks + 1),
    open: outage?.until ?? closed,
  };
}
