import type { StatusRecord } from '../../model/ledger.ts';
import type { Trigger } from '../../model/rollback.ts';
import { type DecisionDoor, theDoor } from '../decision-door.ts';

export type Admission =
  | { readonly kind: 'act' }
  | { readonly kind: 'reported'; readonly why: string }
  /** `wrong`: the request itself is; otherwise it could be asked again later. */
  | { readonly kind: 'refused'; readonly why: string; readonly wrong: boolean };

/** What else admission looks at. */
export interface Surroundings {
  /** Where decisions are taken: its name, and its ARN for the command. */
  readonly door: DecisionDoor;
  /** Alarms that the release in hand names in "ignoreAlarms". */
  readonly excused?: readonly string[];
  /** The alarm may look back to the page that is gone. */
  readonly afterPage?: boolean;
}

/**
 * Whether this trigger may act, given the environment's status.
 */
export function admit(
  trigger: Trigger,
  status: StatusRecord,
  holderRuns: boolean,
  { door, excused = [], afterPage = false }: Surroundings,
): Admission {
  const work = `${status.work} (${status.holder ?? 'no execution'}, since ${status.since})`;
  if (trigger.kind === 'alarm' && status.automation === 'off')
    return { kind: 'reported', why: 'acting on alarms is switched off for this environment' };
  switch (status.status) {
    case 'open':
    case 'releasing':
      if (trigger.kind === 'alarm' && fenced(status)) return { kind: 'reported', why: ringsForTheFence(status) };
      if (trigger.kind === 'alarm' && status.status === 'releasing' && excused.includes(trigger.alarm))
        return { kind: 'reported', why: `the release ${work} names this alarm in "ignoreAlarms"` };
      if (trigger.kind === 'alarm' && afterPage) return { kind: 'reported', why: looksBackToThePage(status) };
      return namesUnknownIncident(trigger, status) ?? nothingToReopen(trigger, status, holderRuns) ?? { kind: 'act' };
    case 'rolling-back': {
      if (holderRuns) {
        return trigger.kind === 'person'
          ? {
              kind: 'refused',
              wrong: false,
              why: `a rollback runs already: ${work}. Wait for it to end`,
            }
          : { kind: 'reported', why: `a rollback is in hand: ${work}` };
      }
      const named = trigger.kind === 'person' && trigger.incident !== null && trigger.incident === status.incident;
      if (named) return { kind: 'act' };
      return trigger.kind === 'person'
        ? {
            kind: 'refused',
            wrong: false,
            why: `the rollback ${work} is unfinished. Mend the cause and redrive that execution. Or let another go on: ${theDoor(door, status.incident)}`,
          }
        : {
            kind: 'reported',
            why: `the rollback ${work} is unfinished: a person must redrive it, or start one that names incident ${status.incident}`,
          };
    }
    case 'frozen': {
      if (trigger.kind === 'person' && trigger.incident === status.incident) return { kind: 'act' };
      return trigger.kind === 'person'
        ? {
            kind: 'refused',
            wrong: false,
            why: `the environment is frozen since ${status.since}; found ${trigger.incident === null ? 'no incident' : `incident "${trigger.incident}"`}, expected "incident": "${status.incident}" and a decision. ${theDoor(door, status.incident)}`,
          }
        : { kind: 'reported', why: `the environment is frozen (incident ${status.incident}); a person decides` };
    }
  }
}

/** We have raised the page or stopped services. */
const fenced = ({ maintenanceSince, stopped }: StatusRecord): boolean =>
  maintenanceSince !== null || Object.keys(stopped).length > 0;

/**
 * The page is a 503 of the load balancer, and a fence leaves no task running: alarms on these ring in every fenced release.
 * Behind the page alarms see nothing of the new version itself; its checks look at it, and later the watch.
 */
const ringsForTheFence = ({ maintenanceSince, stopped }: StatusRecord): string =>
  maintenanceSince === null
    ? `the services ${Object.keys(stopped).join(', ')} are stopped by knowngood itself`
    : `maintenance mode is on since ${maintenanceSince}, raised by knowngood itself`;

const looksBackToThePage = ({ lastPage }: StatusRecord): string =>
  `it looks back over the maintenance page that knowngood itself showed until ${lastPage?.until}; the watch waits for it to recover, and acts if it does not`;

function namesUnknownIncident(trigger: Trigger, status: StatusRecord): Admission | undefined {
  if (trigger.kind !== 'person' || trigger.incident === null || trigger.incident === status.incident) return undefined;
  return {
    kind: 'refused',
    wrong: true,
    why: `no incident "${trigger.incident}" is in hand; the environment is ${status.status}. Leave "incident" out`,
  };
}

/** Reopening leaves everything as it is: where nothing is raised or stopped, it would only take its good name from a release. */
function nothingToReopen(trigger: Trigger, status: StatusRecord, holderRuns: boolean): Admission | undefined {
  if (trigger.kind !== 'person' || trigger.decision !== 'reopen') return undefined;
  const why =
    status.status === 'open' && !fenced(status)
      ? 'the environment is open: nothing is raised or stopped'
      : status.status === 'releasing' && holderRuns
        ? `the release ${status.work} (${status.holder}) runs, and opens the environment itself`
        : undefined;
  if (why === undefined) return undefined;
  return {
    kind: 'refused',
    wrong: true,
    why: `${why}; expected an environment that is frozen, or left half-way, for "decision": "reopen". To go back, leave "decision" out`,
  };
}
