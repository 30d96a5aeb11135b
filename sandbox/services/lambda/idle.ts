/** How long Lambda takes to make a function ready again. Virtual ms. */
const READY_MS = 15_000;

/**
 * Functions that nobody has invoked for weeks: Lambda has taken away what it had made for them outside. The first invocation fails, and
 * so does every other until that is made again (https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html;
 * aws-cdk issues 20123, 22612).
 */
export class IdleFunctions {
  /** By name: since when Lambda makes it ready again. */
  private readonly since = new Map<string, number | undefined>();

  become(names: Iterable<string>): void {
    for (const name of names) this.since.set(name, undefined);
  }

  /** Whether an invocation now fails for it. @param now virtual ms */
  isAsleep(name: string, now: number): boolean {
    if (!this.since.has(name)) return false;
    const since = this.since.get(name) ?? now;
    this.since.set(name, since);
    if (now - since < READY_MS) return true;
    this.since.delete(name);
    return false;
  }
}

/** What whoever invokes it gets, by the name that Step Functions gives it. */
export const ASLEEP = {
  error: {
    errorType: 'Lambda.ResourceNotReadyException',
    errorMessage: 'The operation cannot be performed: the function is Inactive.',
  },
} as const;
