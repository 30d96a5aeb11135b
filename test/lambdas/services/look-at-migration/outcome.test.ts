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
      'whose own container failed',
      stopped({ name: 'a', exitCode: 2 }, { name: 'b', exitCode: 0 }),
      'failed',
      /^a: exit code 2, b: exit code 0/,
    ],
    // Told to stop, killed, out of memory, ended by itself, and one that AWS injected.
    ...[143, 137, 139, 1, undefined].map((exitCode): [string, Task, string, RegExp] => [
      `whose sidecar ended with ${exitCode}`,
      stopped({ name: 'a', exitCode: 0 }, { name: 'log_router', ...(exitCode === undefined ? {} : { exitCode }) }),
      'succeeded',
      /^exit code 0$/,
    ]),
    [
      'without its own container',
      stopped({ name: 'b', exitCode: 0 }),
      'failed',
      /^there is no container "a", b: exit code 0/,
    ],
    ['whose container never started', stopped({ name: 'a' }), 'failed', /a: never started/],
    ['without containers', stopped(), 'failed', /^there is no container "a";/],
    [
      'whose reason has line breaks',
      { ...stopped({ name: 'a', reason: 'Cannot\npull' }), stoppedReason: 'x\ny' },
      'failed',
      /Cannot pull.*x y/,
    ],
  ])('%s', (_what, task, state, why) => {
    const found = outcome(task, 'a');
    expect(found.state).toBe(state);
    expect(found.why).toMatch(why);
  });

  it('is one bounded line of a failed migration', () => {
    const { why } = outcome({ ...stopped({ name: 'a' }), stoppedReason: 'x\n'.repeat(5_000) }, 'a');
    expect(why).toMatch(/^.+$/);
    expect(why.length).toBeLessThanOrEqual(1_000);
  });
});
