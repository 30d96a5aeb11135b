import type { Call } from '../calls/history.ts';
import type { Invocation } from '../world/functions.ts';
import type { World } from '../world/world.ts';

export type CallFault =
  | 'throttle'
  | 'server-error'
  | 'access-denied'
  | 'time-out'
  | 'cut-off'
  | 'lose-answer'
  | 'twice'
  | 'stale';
export type InvocationFault = 'function-time-out' | 'function-throttled' | 'function-twice' | 'function-answer-lost';

/** What is to happen to calls and invocations; asked for each, in order. */
export interface Faults {
  onCall(call: Call): CallFault | undefined;
  onInvocation(invocation: Invocation): InvocationFault | undefined;
  /** What a call answers instead. */
  onAnswer(call: Call, output: unknown): unknown;
  /** Before anything happens. */
  enter(world: World): void;
  /** A person has mended what would go on for ever. */
  mend(): void;
}

export const noFaults: Faults = {
  onCall: () => undefined,
  onInvocation: () => undefined,
  onAnswer: (_call, output) => output,
  enter: () => {},
  mend: () => {},
};
