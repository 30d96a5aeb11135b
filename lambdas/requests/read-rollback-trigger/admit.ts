import { rollbackCommand } from '../../messages/by-hand.ts';
import { type NotActedOn, notActedOnIn } from '../../messages/not-acted-on.ts';
import type { AutomationOff } from '../../model/automation.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import type { Trigger } from '../../model/rollback.ts';
import { type DecisionDoor, theDoor } from '../decision-door.ts';

export type Admission =
  | { readonly kind: 'act' }
  /** `held`: it would act, were automation not off. */
  | { readonly kind: 'reported'; readonly why: string; readonly held?: AutomationOff }
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
  /** Automation is off, for whatever the alarm would undo; null: it is on. */
  readonly off?: AutomationOff | null;
  /** ARN of the rollback workflow, which a person starts by hand. */
  readonly rollback?: string;
  /** A time as people read it. */
  readonly when?: (time: string) => string;
  /** Words of what is reported. */
  readonly say?: NotActedOn;
}

/** Whether this trigger may act, given the environment's status and what a person has switched off. */
export function admit(
  trigger: Trigger,
  status: StatusRecord,
  holderRuns: boolean,
  surroundings: Surroundings,
): Admission {
  const admission = byStatus(trigger, status, holderRuns, surroundings);
  const { off = null, rollback = '', when = String, say = notActedOnIn('en') } = surroundings;
  if (admission.kind !== 'act' || trigger.kind !== 'alarm' || off === null) return admission;
  const command = rollbackCommand(rollback, trigger.criterion, say.ownReason);
  return { kind: 'reported', why: say.switchedOff(off, when, command), held: off };
}

function byStatus(
  trigger: Trigger,
  status: StatusRecord,
  holderRuns: boolean,
  { door, excused = [], afterPage = false, say = notActedOnIn('en') }: Surroundings,
): Admission {
  const work = notActedOnIn('en').work(status.work, status.holder, status.since);
  const held = say.work(status.work, status.holder, status.since);
  switch (status.status) {
    case 'open':
    case 'releasing':
      if (trigger.kind === 'alarm' && fenced(status)) return { kind: 'reported', why: ringsForTheFence(status, say) };
      if (trigger.kind === 'alarm' && status.status === 'releasing' && excused.includes(trigger.alarm))
        return { kind: 'reported', why: say.excused(held) };
      if (trigger.kind === 'alarm' && afterPage)
        return { kind: 'reported', why: say.pageBefore(status.lastPage?.until) };
      return namesUnknownIncident(trigger, status) ?? nothingToReopen(trigger, status, holderRuns) ?? { kind: 'act' };
    case 'rolling-back': {
      if (holderRuns) {
        return trigger.kind === 'person'
          ? {
              kind: 'refused',
              wrong: false,
              why: `a rollback runs already: ${work}. Wait for it to end`,
            }
          : { kind: 'reported', why: say.inHand(held) };
      }
      const named = trigger.kind === 'person' && trigger.incident !== null && trigger.incident === status.incident;
      if (named) return { kind: 'act' };
      return trigger.kind === 'person'
        ? {
            kind: 'refused',
            wrong: false,
            why: `the rollback ${work} is unfinished. Mend the cause and redrive that execution. Or let another go on: ${theDoor(door, status.incident)}`,
          }
        : { kind: 'reported', why: say.unfinished(held, status.incident) };
    }
    case 'frozen': {
      if (trigger.kind === 'person' && trigger.incident === status.incident) return { kind: 'act' };
      return trigger.kind === 'person'
        ? {
            kind: 'refused',
            wrong: false,
            why: `the environment is frozen since ${status.since}; found ${trigger.incident === null ? 'no incident' : `incident "${trigger.incident}"`}, expected "incident": "${status.incident}" and a decision. ${theDoor(door, status.incident)}`,
          }
        : { kind: 'reported', why: say.frozen(status.incident) };
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
const ringsForTheFence = ({ maintenanceSince, stopped }: StatusRecord, say: NotActedOn): string =>
  maintenanceSince === null ? say.stoppedByUs(Object.keys(stopped).join(', ')) : say.pageByUs(maintenanceSince);

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
