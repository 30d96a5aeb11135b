import type { HistoryEvent } from '@aws-sdk/client-sfn';

const FAILURES: ReadonlySet<string | undefined> = new Set([
  'TaskFailed',
  'TaskTimedOut',
  'TaskSubmitFailed',
  'TaskStartFailed',
  'FailStateEntered',
]);
/** Event that follows a failure which was retried or caught. */
const GONE_ON: ReadonlySet<string | undefined> = new Set(['TaskScheduled', 'TaskStateExited']);

/**
 * The state an execution was in when it ended. The last state entered may be another one: branches run beside each other,
 * and a redrive enters no state anew. So the failure is followed back, event by event, to its state.
 * @param events newest first
 */
export function lastState(events: readonly HistoryEvent[]): string {
  const byId = new Map(events.map((event) => [event.id, event]));
  const goneOn = new Set(events.filter(({ type }) => GONE_ON.has(type)).map((event) => event.previousEventId));
  const failed = events[0]?.type === 'ExecutionFailed' ? events.find((event) => isFailure(event, goneOn)) : undefined;
  if (failed?.evaluationFailedEventDetails?.state !== undefined) return failed.evaluationFailedEventDetails.state;
  for (let event = failed; event !== undefined; event = byId.get(event.previousEventId)) {
    const name = event.stateEnteredEventDetails?.name;
    if (name !== undefined) return name;
  }
  return events.find(entered)?.stateEnteredEventDetails?.name ?? '';
}

const entered = ({ stateEnteredEventDetails }: HistoryEvent): boolean => stateEnteredEventDetails?.name !== undefined;

function isFailure({ id, type }: HistoryEvent, goneOn: ReadonlySet<number | undefined>): boolean {
  return (FAILURES.has(type) || type === 'EvaluationFailed') && !goneOn.has(id);
}
