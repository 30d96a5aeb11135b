import { describe, expect, it } from 'vitest';
import {
  type SeenService,
  serviceProblems,
} from '../../../../lambdas/environment/inspect-environment/service-problems.ts';
import { steady } from '../../stub/ecs.ts';

const problems = (change: Partial<SeenService>) =>
  serviceProblems('web', 'survey', { ...steady('web', 'td:1'), ...change });
const primary = { id: 'a', status: 'PRIMARY', taskDefinition: 'td:1', rolloutState: 'COMPLETED' } as const;

describe('a service', () => {
  it.each<[string, Partial<SeenService>]>([
    ['as ECS describes it by default', {}],
    ['of Fargate', { launchType: 'FARGATE', schedulingStrategy: 'REPLICA' }],
    ['that says it rolls', { deploymentController: { type: 'ECS' }, deploymentConfiguration: { strategy: 'ROLLING' } }],
    [
      'of capacity providers of Fargate',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }, { capacityProvider: 'FARGATE' }] },
    ],
    ['that runs a task more than is wanted', { runningCount: 3 }],
    ['at zero', { desiredCount: 0, runningCount: 0 }],
  ])('%s can be released', (_what, change) => {
    expect(problems(change)).toEqual([]);
  });

  it.each<[string, Partial<SeenService>, string]>([
    [
      'of CodeDeploy',
      { deploymentController: { type: 'CODE_DEPLOY' } },
      'the deployment controller CODE_DEPLOY; expected ECS (rolling)',
    ],
    [
      'of another controller',
      { deploymentController: { type: 'EXTERNAL' } },
      'the deployment controller EXTERNAL; expected ECS (rolling)',
    ],
    [
      'that goes blue/green',
      { deploymentConfiguration: { strategy: 'BLUE_GREEN' } },
      'the deployment strategy BLUE_GREEN; expected ROLLING',
    ],
    [
      'that shifts linearly',
      { deploymentConfiguration: { strategy: 'LINEAR' } },
      'the deployment strategy LINEAR; expected ROLLING',
    ],
    [
      'with a canary',
      { deploymentConfiguration: { strategy: 'CANARY' } },
      'the deployment strategy CANARY; expected ROLLING',
    ],
    ['on every instance', { schedulingStrategy: 'DAEMON' }, 'the scheduling strategy DAEMON; expected REPLICA'],
    ['on instances', { launchType: 'EC2' }, 'the launch type EC2; expected FARGATE'],
    ['on machines of its own', { launchType: 'EXTERNAL' }, 'the launch type EXTERNAL; expected FARGATE'],
    [
      'on instances of a capacity provider, which has no launch type',
      {
        launchType: undefined,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }, { capacityProvider: 'asg' }],
      },
      'the capacity provider asg; expected FARGATE or FARGATE_SPOT',
    ],
  ])('%s is refused, and by name', (_what, change, found) => {
    expect(problems(change)).toEqual([`service "web" has ${found}. It cannot be released by knowngood yet`]);
    expect(problems({ ...change, runningCount: 0 }), 'whatever else it is').toHaveLength(1);
  });

  it.each<[string, Partial<SeenService>, RegExp]>([
    ['has too few tasks', { runningCount: 1 }, /1 of 2 tasks run, deployments under way: 0/],
    ['has none', { runningCount: 0 }, /0 of 2 tasks run/],
    [
      'drains an old deployment',
      { deployments: [primary, { ...primary, id: 'b', status: 'ACTIVE' }] },
      /deployments under way: 1/,
    ],
    ['is being deployed', { deployments: [{ ...primary, rolloutState: 'IN_PROGRESS' }] }, /deployments under way: 1/],
  ])('that %s is to be waited for', (_what, change, told) => {
    expect(problems(change)).toEqual([expect.stringMatching(told)]);
  });

  it('that ECS does not know is told', () => {
    expect(serviceProblems('web', 'survey', undefined)).toEqual([
      expect.stringMatching(/"web" does not exist in cluster "survey"/),
    ]);
  });
});
