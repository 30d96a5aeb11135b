import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import {
  checkTaskProblems,
  chosenTasks,
} from '../../../../lambdas/environment/inspect-environment/check-task-problems.ts';
import type { Seen } from '../../../../lambdas/services/image.ts';
import { taskCheck } from '../../observation/task-checks.ts';

const IMAGE = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/tests:1';
const fit: TaskDefinition = {
  ...{ status: 'ACTIVE', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] },
  taskRoleArn: 'arn:aws:iam::111122223333:role/survey-task',
  containerDefinitions: [{ name: 'tests', image: IMAGE }],
};
const there: Seen = { kind: 'there', digest: 'sha256:0', pinned: IMAGE };
const judge = (change: Partial<TaskDefinition>, image: Seen | undefined = there) =>
  checkTaskProblems([taskCheck('exports')], {
    definitions: new Map([['survey-tests', { ...fit, ...change }]]),
    images: image === undefined ? new Map() : new Map([[IMAGE, image]]),
  });

describe('what would keep the task of a check from starting', () => {
  it('is nothing where all is there', () => {
    expect(judge({})).toEqual({ problems: [], warnings: [] });
  });

  it('is a task definition that is not there', () => {
    const { problems } = checkTaskProblems([taskCheck('exports')], { definitions: new Map(), images: new Map() });
    expect(problems).toEqual([
      expect.stringMatching(/check "exports": there is no ACTIVE task definition survey-tests/),
    ]);
  });

  it.each<[string, Partial<TaskDefinition>, RegExp]>([
    ['a revision that is INACTIVE', { status: 'INACTIVE' }, /no ACTIVE task definition/],
    [
      'no such container',
      { containerDefinitions: [{ name: 'app', image: IMAGE }] },
      /no container "tests" \(it has "app"\)/,
    ],
    [
      'a restart policy',
      { containerDefinitions: [{ name: 'tests', image: IMAGE, restartPolicy: { enabled: true } }] },
      /restarts container "tests"/,
    ],
    ['EC2 alone', { requiresCompatibilities: ['EC2'] }, /not for Fargate/],
    ['another network mode', { networkMode: 'bridge' }, /not for Fargate/],
    ['a volume configured at launch', { volumes: [{ name: 'data', configuredAtLaunch: true }] }, /volume "data"/],
    [
      'a role that may not be passed',
      { executionRoleArn: 'arn:aws:iam::111122223333:role/ci/survey-execution' },
      /role survey-execution, which may not be passed; expected survey-task/,
    ],
  ])('is %s', (_what, change, problem) => {
    expect(judge(change).problems).toEqual([expect.stringMatching(problem)]);
  });

  it('is an image that is gone; one that nobody can tell of is told', () => {
    expect(judge({}, { kind: 'gone', why: 'ECR has no such image' }).problems).toEqual([
      expect.stringMatching(
        /container "tests" of survey-tests has the image .* cannot be pulled: ECR has no such image/,
      ),
    ]);
    expect(judge({}, { kind: 'unseen', why: 'another registry' })).toEqual({
      problems: [],
      warnings: [expect.stringMatching(/nobody can tell whether its image .*another registry/)],
    });
  });

  it('concerns what this release or its rollback would run', () => {
    const checks = [
      taskCheck('a'),
      { ...taskCheck('b'), smoke: false },
      { ...taskCheck('c'), smoke: false, functionality: 'x' },
    ];
    expect(chosenTasks(checks, { affected: ['x'] }).map(({ name }) => name)).toEqual(['a', 'c']);
  });
});
