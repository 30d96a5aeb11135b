import type { StepMaker } from './step-maker.ts';

/** Services: stopping, registering, migrating, switching, resuming. */
export function serviceSteps({ step, only, g, arns }: StepMaker) {
  return {
    stopServices: step(
      'stop-services',
      g.ledger.act,
      g.services.describe,
      g.services.update,
      g.services.lookAtAutoscaling,
      g.services.suspendAutoscaling,
    ),
    pauseSchedules: step('pause-schedules', g.ledger.act, g.schedules.look, g.schedules.pause),
    resumeSchedules: step('resume-schedules', g.ledger.act, g.schedules.read, g.schedules.resume),
    lookAtServicesStopped: step('look-at-services-stopped', g.services.lookAtTasks),
    registerTaskDefinitions: step(
      'register-task-definitions',
      g.ledger.act,
      g.services.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
    ),
    inspectKnownGood: step(
      'inspect-known-good',
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecr:DescribeImages'], arns.repositories),
    ),
    pinKnownGood: step(
      'pin-known-good',
      g.ledger.act,
      g.services.passTaskRoles,
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['ecs:RegisterTaskDefinition', 'ecs:TagResource'], [arns.taskDefinitions]),
      only(['ecr:DescribeImages'], arns.repositories),
    ),
    startMigration: step(
      'start-migration',
      g.ledger.record,
      only(['ecs:DescribeServices'], [arns.migrationService]),
      g.services.passTaskRoles,
      only(['ecs:RunTask'], [arns.taskDefinitions], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    lookAtMigration: step(
      'look-at-migration',
      g.ledger.record,
      only(['ecs:DescribeTasks'], [arns.tasks]),
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['logs:GetLogEvents'], arns.migrationLog),
    ),
    stopMigration: step(
      'stop-migration',
      g.ledger.act,
      g.services.lookAtTasks,
      only(['ecs:StopTask'], [arns.tasks], { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    switchService: step(
      'switch-service',
      g.ledger.act,
      g.services.describe,
      g.services.update,
      g.services.passTaskRoles,
    ),
    lookAtService: step('look-at-service', g.services.describe),
    resumeServices: step(
      'resume-services',
      g.ledger.record,
      g.services.describe,
      g.services.update,
      g.services.suspendAutoscaling,
    ),
    lookAtServicesRunning: step('look-at-services-running', g.ledger.act, g.services.describe),
  };
}
