import { describe, expect, it } from 'vitest';
import { orUnreachable } from '../../../lambdas/database/reachable.ts';
import { StepError } from '../../../lambdas/step/errors.ts';

describe('a database that does not answer', () => {
  const down = async () => {
    throw new StepError('TemporarilyUnavailable', 'no connection');
  };
  it('is asked again, then given up: the rollback goes on without it', async () => {
    await expect(orUnreachable(3, down, () => 'unknown')).rejects.toThrow('no connection');
    expect(await orUnreachable(4, down, (why) => `unknown: ${why}`)).toBe('unknown: no connection');
  });
  it('is never given up where it must answer', async () => {
    await expect(orUnreachable(null, down, () => 'unknown')).rejects.toThrow('no connection');
  });
  it('is not the same as one that answers with an error', async () => {
    const broken = async () => {
      throw new Error('permission denied');
    };
    await expect(orUnreachable(9, broken, () => 'unknown')).rejects.toThrow('permission denied');
  });
});
