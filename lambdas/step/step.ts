import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { LONGEST_CAUSE, StepError } from './errors.ts';
import { oneLine } from './one-line.ts';

/** What the AWS SDK puts on its errors. */
interface ServiceError extends Error {
  readonly $fault?: 'client' | 'server';
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Code?: string;
  readonly code?: string;
}

/** Throttling codes of the services used here; the SDK has already tried three times when one of them arrives. */
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

/** Node's and the SDK's names of a connection that did not come about or broke. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'TimeoutError']);

/**
 * Wraps a step's handler: an error that waiting may mend (throttling, a server's 5xx, a broken connection) gets the one
 * name the workflows retry; every other error keeps its own. Their texts stay on one line.
 */
export function step<Input, Output>(run: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
  return async (input) => {
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

/** Whether the same call may succeed later without anybody changing anything. */
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
