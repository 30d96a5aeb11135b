import type { Caller } from './caller.ts';

/** Status of the ledger: who holds the environment, with which intents open. */
export interface Held {
  readonly status: string;
  /** ARN of the execution; empty: nobody. */
  readonly holder: string;
  readonly fence: number;
  /** When it was taken, virtual ms. */
  readonly since: number;
  readonly intents: readonly string[];
}

/** One call to AWS, to a database or to the application, as it happened. */
export interface Call {
  readonly at: number;
  readonly role: string;
  readonly step: string;
  readonly execution: string;
  readonly machine: string;
  readonly state: string;
  readonly invocation: number;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** It took effect (or answered, when it only reads). */
  took: boolean;
  error: string;
  fault: string;
  /** Of a change: the ledger when it took effect. */
  held?: Held;
  /** Task definition that a service ran, or was moving to, before it was updated. */
  before?: string;
  /** Of a read: an older answer would have said something else. Known only where it is asked for. */
  news?: boolean;
  /** Status of an answer over HTTP. */
  answered?: number;
}

/** A call that begins now. */
export function callOf(
  { role, step, execution, machine, state, invocation }: Caller,
  at: number,
  request: Pick<Call, 'service' | 'operation' | 'input'>,
): Call {
  return {
    ...{ at, role, step, execution, machine, state, invocation },
    ...request,
    ...{ took: false, error: '', fault: '' },
  };
}

/** Operations that change something in the account. */
const CHANGES =
  /^(Create|Update|Delete|Put|Register|Run|Stop|Start|Restore|Modify|Add|Remove|Deregister|Set|Reboot|Transact|Enable|Disable)/;

export const changes = (operation: string): boolean => CHANGES.test(operation);

/** A change of the environment itself: not of the ledger, a message, a metric or a document, nor the start or stop of an execution. */
export const acts = ({ service, operation }: Pick<Call, 'service' | 'operation'>): boolean =>
  changes(operation) && !['dynamodb', 'sns', 's3', 'states', 'lambda', 'monitoring'].includes(service);
