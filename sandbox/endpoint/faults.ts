import { WireError } from '../kernel/wire-error.ts';

/** What can be made to happen to a call. `lose-answer`: it takes effect, and the caller gets no answer. */
export type Fault = 'throttle' | 'server-error' | 'access-denied' | 'time-out' | 'lose-answer';

export interface FaultedCall {
  readonly principal: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

export type Faults = (call: FaultedCall) => Fault | undefined;

/** The error of a fault that keeps the call from taking effect; `undefined` for those that do not. */
export function faultError(fault: Fault | undefined): WireError | undefined {
  switch (fault) {
    case 'throttle':
      return new WireError('ThrottlingException', 'Rate exceeded', 400);
    case 'server-error':
      return new WireError('InternalFailure', 'The request processing has failed because of an unknown error', 500);
    case 'access-denied':
      return new WireError('AccessDeniedException', 'denied by a fault', 400);
    default:
      return undefined;
  }
}
