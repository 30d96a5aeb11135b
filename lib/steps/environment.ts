import type * as inspectEnvironment from '../../lambdas/inspect-environment/contract.ts';
import type * as recordKnownGood from '../../lambdas/record-known-good/contract.ts';
import type * as recordRestorePoint from '../../lambdas/record-restore-point/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** The environment and its known good. */
export function environmentSteps({ step, only, g, arns, audiences }: StepMaker) {
  return {
    inspectEnvironment: step<inspectEnvironment.Input, inspectEnvironment.Output>(
      'inspect-environment',
      g.describeServices,
      g.lookAtTasks,
      g.readPointer,
      g.describeDatabases,
      g.describeAlarms,
      only(['ecr:DescribeImages'], arns.repositories),
      g.readPromotions,
      only(['sns:ListSubscriptionsByTopic'], [audiences.devops.topicArn, audiences.teams.topicArn]),
    ),
    recordKnownGood: step<recordKnownGood.Input, recordKnownGood.Output>(
      'record-known-good',
      g.record,
      g.searchLedger,
      only(['ssm:GetParametersByPath'], [...arns.parameterPaths, ...arns.parameters]),
    ),
    recordRestorePoint: step<recordRestorePoint.Input, recordRestorePoint.Output>('record-restore-point', g.record),
  };
}
