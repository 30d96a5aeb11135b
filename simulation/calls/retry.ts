import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import type { EventClock } from '../run/clock.ts';
import type { Caller } from './caller.ts';

/** What of a client's configuration its retries are made of. */
export interface Retrying {
  readonly maxAttempts: () => Promise<number>;
  readonly retryStrategy: () => Promise<unknown>;
}

type Failure = Parameters<typeof isTransientError>[0];

/** An invocation stands for a Lambda environment of its own, whose clients have all their tokens for retries. */
const strategies = new WeakMap<Caller, Map<Retrying, Promise<StandardRetryStrategy>>>();

/** Who tries again, and in whose time. */
export interface Trying {
  readonly by: Caller;
  readonly to: { readonly clock: EventClock };
}

/** The SDK's own strategy, with the settings of the client. `configured` gives the client's own; it may read a file. */
export function strategyOf(
  config: Retrying,
  { by, to }: Trying,
  configured: Retrying['retryStrategy'] = config.retryStrategy,
): Promise<StandardRetryStrategy> {
  const known = strategies.get(by) ?? new Map<Retrying, Promise<StandardRetryStrategy>>();
  strategies.set(by, known);
  const make = async () => {
    const { baseDelay } = (await configured()) as unknown as { baseDelay: number };
    return new StandardRetryStrategy({ maxAttempts: await config.maxAttempts(), baseDelay });
  };
  const strategy = known.get(config) ?? to.clock.still(make());
  known.set(config, strategy);
  return strategy;
}

/** Tries as the SDK does: as often, after the same waits, and only what it tries again. @throws what the last try threw */
export async function retried<T>(config: Retrying, trying: Trying, once: () => Promise<T>): Promise<T> {
  let token: Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>> | undefined;
  for (;;) {
    try {
      const output = await once();
      if (token !== undefined) (await strategyOf(config, trying)).recordSuccess(token);
      return output;
    } catch (thrown) {
      const error = thrown as Failure;
      const strategy = await strategyOf(config, trying);
      token ??= await strategy.acquireInitialRetryToken('');
      try {
        token = await strategy.refreshRetryTokenForRetry(token, { error, errorType: typeOf(error) });
      } catch {
        throw error;
      }
    }
  }
}

/** As the SDK's middleware, which does not export it. */
function typeOf(error: Failure): 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR' {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}
