import type { Call } from '../calls/call.ts';
import type { Invocation, InvocationFault } from '../world/invocation.ts';

export type CallFault =
  | 'throttle'
  | 'server-error'
  | 'access-denied'
  | 'time-out'
  | 'cut-off'
  | 'lose-answer'
  | 'twice'
  | 'stale';

/** What is to happen to calls and invocations; asked for each, in order. */
export interface Faults {
  onCall(call: Call): CallFault | undefined;
  onInvocation(invocation: Invocation): InvocationFault | undefined;
  /** The fault at this call would have changed nothing. */
  spared(call: Call): void;
  /** What a call answers instead. */
  onAnswer(call: Call, output: unknown): unknown;
  /** A person has mended what would go on for ever. */
  mend(): void;
}
