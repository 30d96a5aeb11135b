import type { StatusRecord } from '../../model/ledger.ts';
import { type DecisionDoor, theDoor } from '../decision-door.ts';

/** Why a release may not begin now, since when, and what would free the environment. */
export const busyMessage = (status: StatusRecord, holderRuns: boolean, door: DecisionDoor): string =>
  status.status === 'open'
    ? 'The environment was taken by another execution at the same moment. Start the release again when that one has ended.'
    : `The release was refused, nothing was touched: ${whyBusy(status, holderRuns, door)}.`;

/** The same of an environment that is not open, as part of a sentence. */
export function whyBusy(
  { status, since, work, holder, incident }: StatusRecord,
  holderRuns: boolean,
  door: DecisionDoor,
): string {
  const held = `the environment is ${status} since ${since}, by ${work}`;
  const gone = `${held}, whose execution (${holder}) no longer runs`;
  switch (status) {
    case 'open':
      return 'the environment is open';
    case 'releasing':
      return holderRuns
        ? `${held} (${holder}). It is free when that release has ended`
        : `${gone}: the release is unfinished. Start a rollback, or redrive that execution`;
    case 'rolling-back':
      return holderRuns
        ? `${held} (${holder}). It is free when that rollback has ended`
        : `${gone}: the rollback is unfinished. Mend the cause and redrive that execution. Or let another go on: ${theDoor(door, incident)}`;
    case 'frozen':
      return `${held}, incident ${incident}. It is free when a person has decided. ${theDoor(door, incident)}`;
  }
}
