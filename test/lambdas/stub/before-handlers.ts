import { afterEach, beforeEach, expect, vi } from 'vitest';
import { aws } from './aws.ts';

/**
 * Imported first, before any handler: the modules of a handler make their SDK clients once, when they are loaded, and
 * these get the stub in the place of HTTP.
 */
vi.mock('../../../lambdas/aws/client-settings.ts', async (original) => {
  const { clientSettings } = await original<typeof import('../../../lambdas/aws/client-settings.ts')>();
  const { stubbed } = await import('./settings.ts');
  return { clientSettings: { ...clientSettings, ...stubbed(aws.serve, clientSettings.maxAttempts) } };
});

Object.assign(process.env, { LEDGER_TABLE: 'ledger', ENVIRONMENT: 'sandbox' });

beforeEach(() => aws.anew());
afterEach(() => expect(aws.unplayed()).toEqual([]));
