import { describe, expect, it } from 'vitest';
import { imageProblems } from '../../../../lambdas/requests/read-rollback-trigger/chosen-images.ts';

const SERVICES = [{ name: 'web' }, { name: 'worker' }];
const GOOD = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey:1.0.1';

describe('images that a person goes back with', () => {
  it.each([
    ['none', {}],
    ['of a service', { web: GOOD }],
    ['of a container beside it', { 'worker/router': 'public.ecr.aws/x/router:1' }],
  ])('%s: taken', (_what, images) => {
    expect(imageProblems({ images }, SERVICES)).toEqual([]);
  });

  it.each([
    [
      'of an unknown service',
      { api: GOOD },
      undefined,
      /"api", which is not configured; expected one of "web", "worker"/,
    ],
    ['still the placeholder of the message', { web: '…' }, undefined, /"images\.web" is "…"; expected an image by tag/],
    ['for a reopening', { web: GOOD }, 'reopen' as const, /no meaning with "decision": "reopen"/],
  ])('%s: refused', (_what, images, decision, message) => {
    expect(imageProblems({ images, decision }, SERVICES).join('; ')).toMatch(message);
  });
});
