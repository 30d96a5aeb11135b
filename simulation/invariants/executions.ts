import { WITHOUT_PURPOSE } from '../../lambdas/model/errors.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Run } from '../run/run.ts';
import { machineOf } from '../world/control-plane.ts';
import { existing } from '../world/definitions.ts';

export const executionOf = ({ world }: Run, arn: string): Execution | undefined =>
  world.states.executions().find(({ options }) => options.arn === arn);

export const nameOfExecution = ({ options }: Execution): string =>
  `the ${machineOf(options.machineArn)} ${options.name}`;

/** How it stands, with the name of an end without its purpose, which is no failure: `rollback FAILED Frozen`. */
export function endingOf({ options, status, error }: Execution): string {
  const without = WITHOUT_PURPOSE.find((name) => name === error?.error);
  return [machineOf(options.machineArn), status, ...(without === undefined ? [] : [without])].join(' ');
}

/** What a person, an alarm's event or a failed release started it with. */
export const inputOf = (execution: Execution | undefined): Readonly<Record<string, unknown>> =>
  (execution?.options.input ?? {}) as Readonly<Record<string, unknown>>;

/** Started by EventBridge with an alarm's event. */
export const startedByAlarm = (execution: Execution): boolean => 'detail-type' in inputOf(execution);

export const decidedToReopen = (run: Run, execution: string): boolean =>
  inputOf(executionOf(run, execution))['decision'] === 'reopen';

/** An alarm that started nothing: how often one rings behind the page is a matter of how long the page was up. */
export const onlyReports = (execution: Execution): boolean =>
  startedByAlarm(execution) &&
  execution.history.events.some(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === existing(STATES.nothingWasActedOn),
  );
