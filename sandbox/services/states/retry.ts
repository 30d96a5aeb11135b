import type { Retrier } from './asl.ts';

/** Defaults of the States Language. */
const INTERVAL_SECONDS = 1;
const BACKOFF_RATE = 2;
const MAX_ATTEMPTS = 3;

/** How often a retrier tries again. */
export const attemptsOf = (retrier: Retrier): number => retrier.MaxAttempts ?? MAX_ATTEMPTS;

/**
 * Seconds before the next attempt: interval x rate^(retries so far), at most the maximum; with full jitter, a random part
 * of it. @param random in [0, 1)
 */
export function retryDelay(retrier: Retrier, retried: number, random: () => number): number {
  const { IntervalSeconds = INTERVAL_SECONDS, BackoffRate = BACKOFF_RATE, MaxDelaySeconds } = retrier;
  const delay = Math.min(IntervalSeconds * BackoffRate ** retried, MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return retrier.JitterStrategy === 'FULL' ? delay * random() : delay;
}
