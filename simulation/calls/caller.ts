import { AsyncLocalStorage } from 'node:async_hooks';

/** Who makes a call from a handler: known by the call's own thread of work, not by credentials. */
export interface Caller {
  /** Folder of the handler. */
  readonly step: string;
  readonly role: string;
  /** ARN of the function. */
  readonly arn: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of the execution, its machine's kind and the state that invoked the function; empty for a function an event invoked. */
  readonly execution: string;
  readonly machine: string;
  readonly state: string;
  /** Number of this invocation in the run. */
  readonly invocation: number;
  /** Lambda has ended the function: it can do nothing more. */
  killed: boolean;
}

export const caller = new AsyncLocalStorage<Caller>();

/** Of a function that was ended: nothing goes on any more. */
export const never = (): Promise<never> => new Promise(() => {});
