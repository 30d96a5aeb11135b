import type * as lookAtAlarms from '../../lambdas/observation/look-at-alarms/contract.ts';
import type * as putConfigurationBack from '../../lambdas/observation/put-configuration-back/contract.ts';
import type * as runChecks from '../../lambdas/observation/run-checks/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** Configuration, checks and watch. */
export function observationSteps({ step, only, g, arns }: StepMaker) {
  return {
    putConfigurationBack: step<putConfigurationBack.Input, putConfigurationBack.Output>(
      'put-configuration-back',
      g.ledger.act,
      g.surroundings.parameterKeys,
      only(['ssm:GetParameterHistory', 'ssm:PutParameter'], arns.parameters),
    ),
    runChecks: step<runChecks.Input, runChecks.Output>('run-checks', g.surroundings.bypass),
    lookAtAlarms: step<lookAtAlarms.Input, lookAtAlarms.Output>('look-at-alarms', g.surroundings.describeAlarms),
  };
}
