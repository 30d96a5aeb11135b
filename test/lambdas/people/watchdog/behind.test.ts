import type { Stack } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { behind } from '../../../../lambdas/people/watchdog/behind.ts';

const LEFT = '2026-11-24T15:00:00.000Z';
const CREATED = '2026-01-01T00:00:00.000Z';
const stack = (updated: string | null, StackStatus: Stack['StackStatus'] = 'UPDATE_COMPLETE'): Stack => ({
  ...{ StackName: 'Survey', StackStatus, CreationTime: new Date(CREATED) },
  ...(updated !== null && { LastUpdatedTime: new Date(updated) }),
});

describe('the stack behind what is no longer as it was left', () => {
  it.each<[string, Stack, string, boolean]>([
    ['has changed since', stack('2026-11-24T15:00:01.000Z'), '2026-11-24T15:00:01.000Z', true],
    ['failed to change, and put its own back', stack(LEFT, 'UPDATE_ROLLBACK_COMPLETE'), LEFT, true],
    ['was changed last before', stack('2026-11-24T14:59:59.000Z'), '2026-11-24T14:59:59.000Z', false],
    ['has never changed', stack(null, 'CREATE_COMPLETE'), CREATED, false],
    ['began before, and has not ended', stack(CREATED, 'UPDATE_IN_PROGRESS'), CREATED, true],
  ])('%s', (_what, found, changedAt, moved) => {
    expect(behind(found, LEFT)).toEqual({ stack: 'Survey', changedAt, moved });
  });

  it('is not known where there is none, or nobody knows since when', () => {
    expect(behind(undefined, LEFT)).toBeNull();
    expect(behind(stack(LEFT), null)).toBeNull();
    expect(behind({ ...stack(null), CreationTime: undefined }, LEFT)).toBeNull();
  });
});
