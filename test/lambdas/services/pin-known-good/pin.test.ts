import { describe, expect, it } from 'vitest';
import { pin } from '../../../../lambdas/services/pin-known-good/pin.ts';

describe('a task definition to return to', () => {
  const recorded = { status: 'ACTIVE', image: 'r/survey:1.0.0', ran: 'sha256:a', means: 'sha256:a' };
  it.each([
    ['its tag still means what ran', recorded, 'as-it-is'],
    ['its image is a digest', { ...recorded, image: 'r/survey@sha256:b', means: null }, 'as-it-is'],
    ['nobody knows what ran', { ...recorded, ran: null, means: 'sha256:b' }, 'as-it-is'],
    ['its tag moved to another image', { ...recorded, means: 'sha256:bad' }, 'pin'],
    ['its tag is gone', { ...recorded, means: null }, 'pin'],
    ['ECS starts it no more', { ...recorded, status: 'INACTIVE' }, 'pin'],
  ] as const)('%s', (_what, given, expected) => {
    expect(pin(given)).toBe(expected);
  });
});
