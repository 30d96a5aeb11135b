import type { Execution } from '../sandbox/services/states/execution.ts';

/** Phases of a rollback, each by the state it begins with. */
export const PHASES: readonly (readonly [phase: string, firstState: string])[] = [
  ['filter, lock, stop the release', 'Read what started the rollback'],
  ['triage, tell, announce', 'Triage'],
  ['inspect the restore point', 'Inspect the restore point'],
  ['maintenance mode', 'Raise maintenance mode for the rollback'],
  ['fence', 'Stop all services'],
  ['count the lost writes', 'Count the lost writes'],
  ['restore beside, prove, put back', 'Restore beside, save the live one'],
  ['point, quarantine', 'Point the application at the restored database'],
  ['services back', 'Switch the services'],
  ['checks', 'Run the checks'],
  ['open', 'Resume the services'],
  ['watch', 'Begin the watch'],
  ['close, write, tell', 'Close the rollback'],
];

export interface PhaseTime {
  readonly phase: string;
  /** Virtual ms. */
  readonly ms: number;
}

/** Virtual time per phase of a rollback, from its history. */
export function phaseTimes(rollback: Execution): PhaseTime[] {
  const entered = (state: string): number | undefined =>
    rollback.history.events.find((event) => event.stateEnteredEventDetails?.name === state)?.timestamp?.getTime();
  const begun = PHASES.flatMap(([phase, state]) => {
    const at = entered(state);
    return at === undefined ? [] : [{ phase, at }];
  });
  return begun.map(({ phase, at }, index) => ({ phase, ms: (begun[index + 1]?.at ?? rollback.stoppedAt ?? at) - at }));
}
