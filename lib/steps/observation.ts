import type { StepMaker } from './step-maker.ts';

/** Configuration, checks and watch. */
export function observationSteps({ step, probing, only, g, arns, configuration }: StepMaker) {
  return {
    putConfigurationBack: step(
      'put-configuration-back',
      g.ledger.act,
      g.surroundings.parameterKeys,
      only(['ssm:GetParameters', 'ssm:GetParameterHistory', 'ssm:PutParameter'], arns.parameters),
    ),
    runChecks: probing(step('run-checks', g.surroundings.bypass, g.ledger.read)),
    startCheckTasks: step(
      'start-check-tasks',
      g.ledger.act,
      g.surroundings.bypass,
      only(['ecs:DescribeServices'], arns.checkTaskServices),
      only(['iam:PassRole'], arns.checkTaskRoles, {
        StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
      }),
      only(['ecs:RunTask'], arns.checkTaskDefinitions, { ArnEquals: { 'ecs:cluster': arns.cluster } }),
    ),
    lookAtCheckTasks: step(
      'look-at-check-tasks',
      g.ledger.act,
      only(['ecs:DescribeTasks', 'ecs:StopTask'], arns.tasksOfChecks, { ArnEquals: { 'ecs:cluster': arns.cluster } }),
      only(['ecs:DescribeTaskDefinition'], ['*']),
      only(['logs:GetLogEvents'], arns.checkTaskLogs),
    ),
    lookAtAlarms: step(
      'look-at-alarms',
      g.ledger.read,
      g.surroundings.describeAlarms,
      ...(configuration.watch.minimumRequests === undefined
        ? []
        : [g.services.describe, only(['cloudwatch:GetMetricData'], ['*'])]),
    ),
  };
}
