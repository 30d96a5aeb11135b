import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { revise } from '../../../../lambdas/services/register-task-definitions/revise.ts';

const running: TaskDefinition = {
  taskDefinitionArn: 'arn:td/survey-web:1',
  revision: 1,
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'x' }],
  compatibilities: ['FARGATE'],
  registeredAt: new Date(0),
  registeredBy: 'arn:somebody',
  family: 'survey-web',
  cpu: '256',
  memory: '512',
  taskRoleArn: 'arn:role',
  networkMode: 'awsvpc',
  volumes: [{ name: 'v' }],
  containerDefinitions: [
    { name: 'app', image: 'survey:1', command: ['serve'], environment: [{ name: 'STAGE', value: 'a' }] },
    { name: 'sidecar', image: 'sidecar:1' },
  ],
};
const next = (change: object = {}, tags?: { key: string; value: string }[]) =>
  revise({ taskDefinition: running, tags }, 'app', 'survey@sha256:b', { service: 'web', image: 'survey:2', ...change });

describe('the next revision', () => {
  it('is what runs now, with the image of one container changed', () => {
    expect(next()).toEqual({
      family: 'survey-web',
      cpu: '256',
      memory: '512',
      taskRoleArn: 'arn:role',
      networkMode: 'awsvpc',
      volumes: [{ name: 'v' }],
      containerDefinitions: [
        { name: 'app', image: 'survey@sha256:b', command: ['serve'], environment: [{ name: 'STAGE', value: 'a' }] },
        { name: 'sidecar', image: 'sidecar:1' },
      ],
    });
  });

  it.each([
    ['processor and memory', { cpu: '512', memory: '2048' }, { cpu: '512', memory: '2048' }],
    ['nothing else', {}, { cpu: '256', memory: '512' }],
  ])('takes %s that the release asks for', (_what, change, expected) => {
    expect(next(change)).toMatchObject(expected);
  });

  it('sets variables, and keeps those that the release does not name', () => {
    const { containerDefinitions } = next({ environment: { STAGE: 'b', NPS: 'on' } });
    expect(containerDefinitions?.[0]?.environment).toEqual([
      { name: 'STAGE', value: 'b' },
      { name: 'NPS', value: 'on' },
    ]);
  });

  it('has the tags of what runs', () => {
    expect(next({}, [{ key: 'team', value: 'survey' }]).tags).toEqual([{ key: 'team', value: 'survey' }]);
    expect(next({}, [])).not.toHaveProperty('tags');
  });
});
