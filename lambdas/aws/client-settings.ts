import { CALL_TIMEOUT_MS, CALL_TRIES, CONNECT_TIMEOUT_MS } from '../model/limits.ts';

/**
 * For every SDK client: without them a black-holed route would eat the whole Lambda time-out (the SDK's default request
 * time-out is none, and one that does not throw is only a warning). Three attempts of 8 s stay below the 30 s of an acting
 * step.
 */
export const clientSettings = {
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: CALL_TIMEOUT_MS,
    throwOnRequestTimeout: true,
  },
  maxAttempts: CALL_TRIES,
} as const;
