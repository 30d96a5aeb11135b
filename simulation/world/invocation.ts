import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import { ASLEEP, type IdleFunctions } from '../../sandbox/services/lambda/idle.ts';
import type { Outcome } from '../../sandbox/services/lambda/instance.ts';
import { parsed, textOf } from '../../sandbox/services/states/history.ts';
import { type Caller, caller } from '../calls/caller.ts';
import type { Handler } from '../run/handlers.ts';
import type { Random } from '../run/random.ts';

/** The state that invokes a function. */
export interface Invoking {
  readonly execution: string;
  readonly machine: string;
  readonly state: string;
}

/** One invocation, and how it ended. */
export interface Invocation extends Invoking {
  readonly number: number;
  readonly step: string;
  readonly at: number;
  readonly payload: unknown;
  endedAt: number | undefined;
  /** The function's own outcome, whatever its caller heard. */
  outcome: Outcome | undefined;
  fault: string;
}

export type InvocationFault = 'function-time-out' | 'function-throttled' | 'function-twice' | 'function-answer-lost';

/** A function as the template makes it. */
export interface WorldFunction {
  readonly name: string;
  readonly arn: string;
  readonly step: string;
  readonly role: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** What functions find around them. */
export interface Host {
  readonly clock: Clock & { timer(ms: number, work: () => void): () => void };
  readonly chance: Random;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly kernel: Kernel;
  readonly idle: IdleFunctions;
  readonly faults: { onInvocation(invocation: Invocation): InvocationFault | undefined };
}

const START_MS = [10, 60] as const;

/** Invokes a function, with whatever fault is due, and writes it down. */
export async function invoke(
  host: Host,
  fn: WorldFunction,
  payload: unknown,
  { invoking, into }: { readonly invoking: Invoking; readonly into: Invocation[] },
): Promise<Outcome> {
  const { clock, kernel, faults } = host;
  const invocation: Invocation = {
    ...{ ...invoking, number: into.length, step: fn.step, at: clock.now(), payload },
    ...{ endedAt: undefined, outcome: undefined, fault: '' },
  };
  into.push(invocation);
  const count = (metric: string, value: number): void =>
    kernel.measure({ namespace: 'AWS/Lambda', metric, dimensions: { FunctionName: fn.name }, value });
  // No fault of the function: its metrics know nothing of it.
  if (host.idle.isAsleep(fn.name, clock.now())) return ASLEEP;
  const fault = faults.onInvocation(invocation);
  invocation.fault = fault ?? '';
  if (fault === 'function-time-out') {
    await clock.sleep(fn.timeoutMs);
    count('Invocations', 1);
    count('Errors', 1);
    return failed('Sandbox.Timedout', 'Task timed out after 30.00 seconds');
  }
  if (fault === 'function-throttled') return failed('Lambda.TooManyRequestsException', 'Rate Exceeded.');
  let outcome = await once(host, fn, invocation);
  if (fault === 'function-twice') outcome = await once(host, fn, invocation);
  invocation.outcome = outcome;
  invocation.endedAt = clock.now();
  count('Invocations', 1);
  count('Errors', 'error' in outcome ? 1 : 0);
  if (fault === 'function-answer-lost') return failed('Lambda.Unknown', 'The function ended without an answer.');
  return outcome;
}

const failed = (errorType: string, errorMessage: string): Outcome => ({ error: { errorType, errorMessage } });

/** Runs the handler once, for no longer than its time-out: then nothing of it goes on. */
async function once({ clock, chance, handlers }: Host, fn: WorldFunction, invocation: Invocation): Promise<Outcome> {
  const handler = handlers.get(fn.step);
  if (handler === undefined)
    throw new Error(`The template has a function ${fn.name}; lambdas/<subject>/${fn.step}/handler.ts is missing.`);
  const { execution, machine, state, number } = invocation;
  const by: Caller = {
    ...{ step: fn.step, role: fn.role, arn: fn.arn, environment: fn.environment },
    ...{ execution, machine, state, invocation: number, killed: false },
  };
  const work = caller.run(by, async (): Promise<Outcome> => {
    try {
      await clock.sleep(chance.int(...START_MS));
      const result = await handler(JSON.parse(textOf(invocation.payload)));
      return { result: parsed(JSON.stringify(result ?? null)) };
    } catch (thrown) {
      const error = thrown as Error;
      return { error: { errorType: error.name, errorMessage: error.message, trace: [] } };
    }
  });
  return await new Promise<Outcome>((resolve) => {
    const inTime = clock.timer(fn.timeoutMs, () => {
      by.killed = true;
      resolve(failed('Sandbox.Timedout', `Task timed out after ${fn.timeoutMs / 1_000} seconds`));
    });
    void work.then((outcome) => {
      inTime();
      resolve(outcome);
    });
  });
}
