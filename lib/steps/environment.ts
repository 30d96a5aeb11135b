import { Stack } from 'aws-cdk-lib';
import type { Published } from '../../lambdas/environment/publish-running/contract.ts';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { settings } from '../workflows/settings.ts';
import type { StepMaker } from './step-maker.ts';

/** The environment and its known good. */
export function environmentSteps({ step, only, g, arns, audiences, configuration, scope }: StepMaker) {
  return {
    guardRemoval: step('guard-removal', g.ledger.read, g.workflows.listRunning),
    inspectEnvironment: step(
      'inspect-environment',
      g.services.describe,
      g.services.lookAtTasks,
      g.database.readPointer,
      g.database.describeInstances,
      g.database.describeAccount,
      g.surroundings.describeAlarms,
      g.surroundings.describeRules,
      g.surroundings.countRules,
      g.schedules.look,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['cloudformation:DescribeStacks'], [arns.stacks]),
      only(['ecr:DescribeImages'], arns.repositories),
      g.ledger.search,
      g.workflows.describe('release', 'rollback', 'decision'),
      g.ledger.readPromotions,
      g.surroundings.readPublished,
      only(
        ['sns:ListSubscriptionsByTopic'],
        [audiences.devops, audiences.teams, audiences.chat].flatMap((topic) => topic?.topicArn ?? []),
      ),
    ),
    publishRunning: step(
      'publish-running',
      g.ledger.search,
      g.services.describe,
      g.services.lookAtTasks,
      g.database.readPointer,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ssm:GetParameters', 'ssm:PutParameter'], [arns.parameter(`/knowngood/${configuration.name}/*`)]),
      {
        environment: {
          [VARIABLES.published]: Stack.of(scope).toJsonString({
            cluster: configuration.cluster,
            pointer: settings(configuration).pointer,
          } satisfies Published),
        },
        permissions: [],
      },
    ),
    recordKnownGood: step(
      'record-known-good',
      g.ledger.record,
      g.ledger.search,
      only(['ssm:GetParametersByPath'], [...arns.parameterPaths, ...arns.parameters]),
    ),
    recordRestorePoint: step('record-restore-point', g.ledger.record),
  };
}
