import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { rollout } from '../../../../lambdas/services/look-at-service/rollout.ts';
import { steady } from '../../stub/ecs.ts';

const wanted = { taskDefinition: 'td:2', deployment: 'ecs-svc/web-1', desiredCount: 2 };
const ours: Deployment = { id: 'ecs-svc/web-1', status: 'PRIMARY', taskDefinition: 'td:2', rolloutState: 'COMPLETED' };
const theirs: Deployment = { id: 'ecs-svc/web-9', status: 'PRIMARY', taskDefinition: 'td:9' };
const old: Deployment = { id: 'ecs-svc/web-0', status: 'ACTIVE', taskDefinition: 'td:1' };

describe('our deployment', () => {
  it.each<[string, Partial<Service>, string]>([
    ['is complete, with every task and no other deployment', {}, 'steady'],
    ['drains the old one', { deployments: [ours, old] }, 'moving'],
    ['is not complete', { deployments: [{ ...ours, rolloutState: 'IN_PROGRESS' }] }, 'moving'],
    ['has too few tasks', { runningCount: 1 }, 'moving'],
    ['is of a service that wants another count by now', { desiredCount: 3 }, 'moving'],
    ['is of a service that autoscaling has taken to more tasks by now', { desiredCount: 6, runningCount: 6 }, 'steady'],
    ['runs one task more than is wanted: one of them is leaving', { runningCount: 3 }, 'steady'],
    ['is not visible', { deployments: [] }, 'moving'],
    ['is there, and none is the primary one', { deployments: [{ ...ours, status: 'ACTIVE' }] }, 'moving'],
    [
      'starts tasks in vain, and no breaker ends it',
      {
        deploymentConfiguration: {},
        deployments: [{ ...ours, rolloutState: 'IN_PROGRESS', failedTasks: 3 }],
      },
      'failed',
    ],
    [
      'has had a failed task or two',
      { deploymentConfiguration: {}, deployments: [{ ...ours, rolloutState: 'IN_PROGRESS', failedTasks: 2 }] },
      'moving',
    ],
    [
      'is for the breaker to end',
      { deployments: [{ ...ours, rolloutState: 'IN_PROGRESS', failedTasks: 9 }] },
      'moving',
    ],
    ['has failed', { deployments: [{ ...ours, rolloutState: 'FAILED' }] }, 'failed'],
    [
      'has failed and ECS returns to the one before',
      {
        deployments: [
          { ...old, status: 'PRIMARY' },
          { ...ours, status: 'ACTIVE', rolloutState: 'FAILED' },
        ],
      },
      'failed',
    ],
    ["was replaced by somebody's", { deployments: [theirs, { ...ours, status: 'ACTIVE' }] }, 'replaced'],
    ["is gone, and the service is steady on somebody's", { deployments: [theirs] }, 'replaced'],
    [
      'was forced anew by somebody, with the same task definition',
      { deployments: [{ ...ours, id: 'ecs-svc/web-7' }] },
      'steady',
    ],
  ])('%s', (_what, change, state) => {
    expect(rollout({ ...steady('web', 'td:2'), ...change }, wanted).state).toBe(state);
  });
});
