import type * as inspectEnvironment from '../../lambdas/environment/inspect-environment/contract.ts';
import type * as recordKnownGood from '../../lambdas/environment/record-known-good/contract.ts';
import type * as recordRestorePoint from '../../lambdas/environment/record-restore-point/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** The environment and its known good. */
export function environmentSteps({ step, only, g, arns, audiences }: StepMaker) {
  return {
    inspectEnvironment: step<inspectEnvironment.Input, inspectEnvironment.Output>(
      'inspect-environment',
      g.services.describe,
      g.services.lookAtTasks,
      g.database.readPointer,
      g.database.describeInstances,
      g.surroundings.describeAlarms,
      only(['ecr:DescribeImages'], arns.repositories),
      g.ledger.readPromotions,
      only(['sns:ListSubscriptionsByTopic'], [audiences.devops.topicArn, audiences.teams.topicArn]),
    ),
    recordKnownGood: step<recordKnownGood.Input, recordKnownGood.Output>(
      'record-known-good',
      g.ledger.record,
      g.ledger.search,
      only(['ssm:GetParametersByPath'], [...arns.parameterPaths, ...arns.parameters]),
    ),
    recordRestorePoint: step<recordRestorePoint.Input, recordRestorePoint.Output>(
      'record-restore-point',
      g.ledger.record,
    ),
  };
}
