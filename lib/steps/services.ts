import type * as lookAtMigration from '../../lambdas/services/look-at-migration/contract.ts';
import type * as lookAtService from '../../lambdas/services/look-at-service/contract.ts';
import type * as lookAtServicesRunning from '../../lambdas/services/look-at-services-running/contract.ts';
import type * as lookAtServicesStopped from '../../lambdas/services/look-at-services-stopped/contract.ts';
import type * as pinKnownGood from '../../lambdas/services/pin-known-good/contract.ts';
import type * as registerTaskDefinitions from '../../lambdas/services/register-task-definitions/contract.ts';
import type * as resumeServices from '../../lambdas/services/resume-services/contract.ts';
import type * as startMigration from '../../lambdas/services/start-migration/contract.ts';
import type * as stopMigration from '../../lambdas/services/stop-migration/contract.ts';
import type * as stopServices from '../../lambdas/services/stop-services/contract.ts';
import type * as switchService from '../../lambdas/services/switch-service/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** Services: stopping, registering, migrating, switching, resuming. */
export function serviceSteps({ step, only, g, arns }: StepMaker) {
  return {
    stopServices: step<stopServices.Input, stopServices.Output>(
      'stop-services',
      g.ledger.act,
      g.services.describe,
      g.services.update,
      g.services.lookAtAutoscaling,
      g.services.suspendAutoscaling,
    ),
    lookAtServicesStopped: step<lookAtServicesStopped.Input, lookAtServicesStopped.Output>(
      'look-at-services-stopped',
      g.services.lookAtTasks,
    ),
    registerTaskDefinitions: step<registerTaskDefinitions.Input, registerTaskDefinitions.Output>(
      'register-task-definitions',
      g.ledger.act,
      g.services.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
    ),
    pinKnownGood: step<pinKnownGood.Input, pinKnownGood.Output>(
      'pin-known-good',
      g.ledger.act,
      g.services.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
      only(['ecr:DescribeImages'], arns.repositories),
    ),
    startMigration: step<startMigration.Input, startMigration.Output>(
      'start-migration',
      g.ledger.record,
      only(['ecs:DescribeServices'], [arns.migrationService]),
      g.services.passTaskRoles,
      only(['ecs:RunTask'], [arns.taskDefinitions], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    lookAtMigration: step<lookAtMigration.Input, lookAtMigration.Output>(
      'look-at-migration',
      only(['ecs:DescribeTasks'], [arns.tasks]),
    ),
    stopMigration: step<stopMigration.Input, stopMigration.Output>(
      'stop-migration',
      g.ledger.act,
      g.services.lookAtTasks,
      only(['ecs:StopTask'], [arns.tasks], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    switchService: step<switchService.Input, switchService.Output>(
      'switch-service',
      g.ledger.act,
      g.services.describe,
      g.services.update,
      g.services.passTaskRoles,
    ),
    lookAtService: step<lookAtService.Input, lookAtService.Output>('look-at-service', g.services.describe),
    resumeServices: step<resumeServices.Input, resumeServices.Output>(
      'resume-services',
      g.ledger.record,
      g.services.describe,
      g.services.update,
      g.services.suspendAutoscaling,
    ),
    lookAtServicesRunning: step<lookAtServicesRunning.Input, lookAtServicesRunning.Output>(
      'look-at-services-running',
      g.ledger.act,
      g.services.describe,
    ),
  };
}
