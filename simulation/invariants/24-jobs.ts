import { STATES } from '../../lambdas/model/state-names.ts';
import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { existing } from '../world/definitions.ts';
import { JOBS } from '../world/survey-platform.ts';
import { changesWhatServes } from './acts.ts';
import { executionOf, inputOf } from './executions.ts';

/**
 * Nothing starts jobs of the application behind the fence: not when a fenced restore point is made, nor when the application is
 * pointed at a restored database. A job would write to what is left, or run the undone version on what is restored.
 */
export function jobs(run: Run): string[] {
  const { calls } = run.world;
  return calls
    .filter((call) => call.took && (isFencedSnapshot(run, call) || isPointed(run, call)))
    .flatMap(({ at, operation }) =>
      Object.values(JOBS)
        .filter((job) => isOn(calls, job, at))
        .map((job) => `${job} could start jobs at ${operation}`),
    );
}

const isFencedSnapshot = (run: Run, { state, operation, execution }: Call): boolean =>
  state === existing(STATES.createTheRestorePoint) &&
  operation === 'CreateDBSnapshot' &&
  inputOf(executionOf(run, execution))['migration'] === 'breaking';

const isPointed = (run: Run, call: Call): boolean =>
  call.state === existing(STATES.pointTheApplicationAtTheRestoredDatabase) && changesWhatServes(run, call);

/** Both are on in the template, and only the control plane switches them. */
function isOn(calls: readonly Call[], job: string, at: number): boolean {
  const last = calls.findLast(
    ({ took, operation, input, at: when }) =>
      took && when <= at && SWITCHES.has(operation) && (input as { Name?: string }).Name === job,
  );
  if (last === undefined) return true;
  return last.operation === 'EnableRule' || (last.input as { State?: string }).State === 'ENABLED';
}

const SWITCHES: ReadonlySet<string> = new Set(['EnableRule', 'DisableRule', 'UpdateSchedule']);
