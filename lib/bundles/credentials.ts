import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands for the SDK's default chain in bundles: its first link, which is the one that answers in a function. */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
