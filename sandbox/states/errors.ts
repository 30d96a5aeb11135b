/** An error as workflows see it: a name to match in Retry and Catch, and a cause. */
export class StatesError extends Error {
  readonly error: string;
  readonly reason: string;

  constructor(error: string, reason: string) {
    super(`${error}: ${reason}`);
    this.name = error;
    this.error = error;
    this.reason = reason;
  }

  get output(): { Error: string; Cause: string } {
    return { Error: this.error, Cause: this.reason };
  }
}

/** Work ended from outside: a stopped execution, or a sibling of a failed branch. No Catch sees it. */
export class Cancelled extends Error {
  readonly error: string;

  constructor(error = '', cause = 'stopped') {
    super(cause);
    this.name = 'Cancelled';
    this.error = error;
  }
}

/** States.ALL does not catch these (Amazon States Language, "Errors"). */
const UNCATCHABLE = new Set(['States.Runtime', 'States.DataLimitExceeded']);

export function errorMatches(names: readonly string[], error: string): boolean {
  if (names.includes(error)) return true;
  if (UNCATCHABLE.has(error)) return false;
  if (names.includes('States.ALL')) return true;
  return names.includes('States.TaskFailed') && error !== 'States.Timeout';
}
