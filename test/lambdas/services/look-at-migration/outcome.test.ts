import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { outcome } from '../../../../lambdas/services/look-at-migration/outcome.ts';

const stopped = (...containers: Task['containers'] & object): Task => ({ lastStatus: 'STOPPED', containers });

describe('a migration task', () => {
  it.each<[string, Task | undefined, string, RegExp]>([
    ['that ECS does not show', undefined, 'running', /^not visible yet$/],
    ['without a status', {}, 'running', /^unknown$/],
    ['that is about to stop', { lastStatus: 'DEPROVISIONING' }, 'running', /^DEPROVISIONING$/],
    [
      'whose containers ended with 0',
      stopped({ name: 'a', exitCode: 0 }, { name: 'b', exitCode: 0 }),
      'succeeded',
      /0/,
    ],
    [
      'one of whose containers failed',
      stopped({ name: 'a', exitCode: 0 }, { name: 'b', exitCode: 2 }),
      'failed',
      /b: exit code 2/,
    ],
    ['whose container never started', stopped({ name: 'a' }), 'failed', /a: never started/],
    ['without containers', stopped(), 'failed', /^;/],
    [
      'whose reason has line breaks',
      { ...stopped({ name: 'a', reason: 'Cannot\npull' }), stoppedReason: 'x\ny' },
      'failed',
      /Cannot pull.*x y/,
    ],
  ])('%s', (_what, task, state, why) => {
    const found = outcome(task);
    expect(found.state).toBe(state);
    expect(found.why).toMatch(why);
  });

  it('tells a thousand characters at most', () => {
    expect(outcome({ ...stopped({ name: 'a' }), stoppedReason: 'x'.repeat(5_000) }).why).toHaveLength(1_000);
  });
});
