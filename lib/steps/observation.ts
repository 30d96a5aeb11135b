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
    lookAtAlarms: step(
      'look-at-alarms',
      g.surroundings.describeAlarms,
      ...(configuration.watch.minimumRequests === undefined
        ? []
        : [g.services.describe, only(['cloudwatch:GetMetricData'], ['*'])]),
    ),
  };
}
