import { AWAKE, onlyWhetherAwake } from '../model/awake.ts';
import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { LONGEST_CAUSE, StepError } from './errors.ts';
import { oneLine } from './one-line.ts';

/** Fields of the AWS SDK's errors. */
interface ServiceError extends Error {
  readonly $fault?: 'client' | 'server';
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Code?: string;
  readonly code?: string;
}

/** Throttling codes of the services used here. The SDK has already tried three times when one arrives. */
const THROTTLING = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
  'TooManyUpdates',
]);

/** Names that Node and the SDK give to a connection that failed or broke. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'TimeoutError']);

/**
 * Wraps a step's handler. An error that waiting may mend (throttling, a server's 5xx, a broken connection) gets the one name
 * the workflows retry; every other error keeps its own. Error texts stay on one line.
 */
export function step<Input, Output>(run: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
  return async (input) => {
    if (onlyWhetherAwake(input)) return AWAKE as never;
    try {
      return await run(input);
    } catch (thrown) {
      const error = thrown as ServiceError;
      if (error instanceof StepError) throw error;
      if (!isTemporary(error)) {
        error.message = oneLine(String(error.message), LONGEST_CAUSE);
        throw error;
      }
      throw new StepError(TEMPORARILY_UNAVAILABLE, `${error.name}: ${error.message}`, { cause: error });
    }
  };
}

/** Whether the same call may succeed later with nothing changed. */
export function isTemporary(error: ServiceError): boolean {
  return (
    error.$fault === 'server' ||
    (error.$metadata?.httpStatusCode ?? 0) >= 500 ||
    error.$retryable?.throttling === true ||
    THROTTLING.has(error.name) ||
    THROTTLING.has(error.Code ?? '') ||
    NETWORK.has(error.name) ||
    NETWORK.has(error.code ?? '')
  );
}
