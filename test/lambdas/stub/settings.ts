import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Serve, StubRequestHandler } from './request-handler.ts';

/**
 * What puts the stub in the place of HTTP, with no wait between attempts. The endpoint is a number, which makes S3's
 * requests path-style; nothing is ever sent there.
 */
export const stubbed = (serve: Serve, attempts: number) => ({
  requestHandler: new StubRequestHandler(serve),
  retryStrategy: new Unhurried(attempts),
  region: 'sa-east-1',
  endpoint: 'http://127.0.0.1:9',
  credentials: { accessKeyId: 'stub', secretAccessKey: 'stub' },
});

type Strategy = ConfiguredRetryStrategy;

/** The SDK's strategy, whose stock of retries is never used up by the tests before. */
class Unhurried implements Pick<Strategy, 'acquireInitialRetryToken' | 'refreshRetryTokenForRetry' | 'recordSuccess'> {
  private readonly attempts: number;

  constructor(attempts: number) {
    this.attempts = attempts;
  }

  acquireInitialRetryToken: Strategy['acquireInitialRetryToken'] = (scope) =>
    this.strategy().acquireInitialRetryToken(scope);
  refreshRetryTokenForRetry: Strategy['refreshRetryTokenForRetry'] = (token, error) =>
    this.strategy().refreshRetryTokenForRetry(token, error);
  recordSuccess(): void {}

  private strategy(): Strategy {
    return new ConfiguredRetryStrategy(this.attempts, () => 0);
  }
}
