import { CALL_TIMEOUT_MS, CALL_TRIES, CONNECT_TIMEOUT_MS } from '../model/limits.ts';

/**
 * Limits of every SDK client. The SDK itself ends no request: its request time-out is off, and by default only warns. A
 * black-holed route would eat the whole Lambda time-out. Three attempts of 8 s stay below the 30 s of an acting step.
 */
export const clientSettings = {
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: CALL_TIMEOUT_MS,
    throwOnRequestTimeout: true,
  },
  maxAttempts: CALL_TRIES,
} as const;
