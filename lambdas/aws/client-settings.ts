import { CALL_TIMEOUT_MS, CALL_TRIES, CONNECT_TIMEOUT_MS } from '../model/limits.ts';

/**
 * Every SDK client has these limits. By default the SDK never ends a request, and a request time-out only warns unless it is
 * told to throw: a black-holed route would eat the whole Lambda time-out. Three attempts of 8 s stay below the 30 s of an
 * acting step.
 */
export const clientSettings = {
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: CALL_TIMEOUT_MS,
    throwOnRequestTimeout: true,
  },
  maxAttempts: CALL_TRIES,
} as const;
