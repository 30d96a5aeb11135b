/** An error as workflows see it: a name to match in Retry and Catch, and a cause. */
export class StatesError extends Error {
  /** Empty where the failure has no name (a Fail state without Error). */
  readonly error: string;
  readonly reason: string;
  /** Further names that Retry and Catch may match it by. */
  readonly also: readonly string[];
  private readonly missing: { readonly error: boolean; readonly cause: boolean };

  constructor(error: string | undefined, reason: string | undefined, also: readonly string[] = []) {
    super(`${error ?? ''}: ${reason ?? ''}`);
    this.name = error ?? 'StatesError';
    this.error = error ?? '';
    this.reason = reason ?? '';
    this.also = also;
    this.missing = { error: error === undefined, cause: reason === undefined };
  }

  /** `$states.errorOutput`. A name or cause that the failure did not give is null (observed: a SendTaskFailure without both). */
  get output(): { Error: string | null; Cause: string | null } {
    return { Error: this.missing.error ? null : this.error, Cause: this.missing.cause ? null : this.reason };
  }

  /** As history events carry it: without the part that is empty. */
  get details(): { error?: string; cause?: string } {
    return {
      ...(this.error === '' ? {} : { error: this.error }),
      ...(this.reason === '' ? {} : { cause: this.reason }),
    };
  }
}

/** A JSONata expression that failed, or gave a value that its field does not take. */
export class EvaluationError extends StatesError {
  /** The field, for example `Output/rollback`. */
  readonly location: string;
  /** Whether the history already has it. */
  recorded = false;

  constructor(cause: string, location: string) {
    super('States.QueryEvaluationError', cause);
    this.location = location;
  }
}

/** Work ended from outside. No Retry and no Catch sees it. */
export abstract class Ended extends Error {}

/** StopExecution. */
export class Stopped extends Ended {
  readonly error: string | undefined;
  readonly reason: string | undefined;

  constructor(error?: string, reason?: string) {
    super(`${error ?? ''}: ${reason ?? ''}`);
    this.name = 'Stopped';
    this.error = error;
    this.reason = reason;
  }
}

/** A sibling branch or iteration failed. */
export class SiblingFailed extends Ended {
  override readonly name = 'SiblingFailed';
}

/** The state machine's own TimeoutSeconds passed. */
export class MachineTimedOut extends Ended {
  override readonly name = 'MachineTimedOut';
}

/** The history has no room for another event. */
export class HistoryFull extends Ended {
  override readonly name = 'HistoryFull';
}

/** Never caught: the execution fails ("will always cause the execution to fail", Developer Guide, concepts-error-handling). */
const RUNTIME = 'States.Runtime';
/** Caught by its own name alone (same page). */
const LIMIT = 'States.DataLimitExceeded';

/** Whether a Retry or Catch with these names takes the failure. */
export function errorMatches(names: readonly string[], failure: StatesError): boolean {
  const own = [failure.error, ...failure.also];
  if (own.includes(RUNTIME)) return false;
  if (own.some((name) => name !== '' && names.includes(name))) return true;
  if (own.includes(LIMIT)) return false;
  if (names.includes('States.ALL')) return true;
  return names.includes('States.TaskFailed') && !own.includes('States.Timeout');
}

/** What went wrong, as a StatesError; a defect of the interpreter itself is States.Runtime. */
export function asStatesError(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  return new StatesError(RUNTIME, (thrown as Error)?.stack ?? String(thrown));
}
