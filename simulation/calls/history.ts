export interface Held {
  readonly status: string;
  readonly holder: string;
  readonly fence: number;
  /** When it was taken, virtual ms. */
  readonly since: number;
  readonly intents: readonly string[];
}

/** One call to AWS, as it happened. */
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
  /** Status of the ledger when it took effect: who held the environment, with which intents open. */
  held?: Held;
  /** Task definition that a service ran, or was moving to, before it was updated. */
  before?: string;
  /** Status of an answer over HTTP. */
  answered?: number;
}

/** Operations that change something in the account. */
const CHANGES =
  /^(Create|Update|Delete|Put|Register|Run|Stop|Start|Restore|Modify|Add|Remove|Deregister|Set|Reboot|Transact)/;

export const changes = (operation: string): boolean => CHANGES.test(operation);

/** A change of the environment itself: not of the ledger, a message or a document, nor the start or stop of an execution. */
export const acts = ({ service, operation }: Pick<Call, 'service' | 'operation'>): boolean =>
  changes(operation) && !['dynamodb', 'sns', 's3', 'states', 'lambda'].includes(service);
