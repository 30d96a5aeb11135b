/**
 * For every SDK client: without them a black-holed route would eat the whole Lambda time-out (the SDK's default request
 * time-out is none, and one that does not throw is only a warning). Three attempts of 8 s stay below the 30 s of an acting
 * step.
 */
export const clientSettings = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
  maxAttempts: 3,
} as const;
