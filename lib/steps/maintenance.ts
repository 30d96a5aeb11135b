import type * as lookAtMaintenance from '../../lambdas/maintenance/look-at-maintenance/contract.ts';
import type * as lowerMaintenance from '../../lambdas/maintenance/lower-maintenance/contract.ts';
import type * as raiseMaintenance from '../../lambdas/maintenance/raise-maintenance/contract.ts';
import type { StepMaker } from './step-maker.ts';

/** Maintenance mode at the load balancer. */
export function maintenanceSteps({ step, only, g, arns, ours, configuration }: StepMaker) {
  return {
    raiseMaintenance: step<raiseMaintenance.Input, raiseMaintenance.Output>(
      'raise-maintenance',
      g.ledger.act,
      g.surroundings.bypass,
      g.surroundings.describeRules,
      only(['elasticloadbalancing:CreateRule'], arns.listeners, { StringEquals: ours }),
      only(['elasticloadbalancing:AddTags'], arns.rules, {
        StringEquals: { ...ours, 'elasticloadbalancing:CreateAction': 'CreateRule' },
      }),
    ),
    lookAtMaintenance: step<lookAtMaintenance.Input, lookAtMaintenance.Output>('look-at-maintenance', g.ledger.act),
    lowerMaintenance: step<lowerMaintenance.Input, lowerMaintenance.Output>(
      'lower-maintenance',
      g.ledger.act,
      g.surroundings.describeRules,
      only(['elasticloadbalancing:DeleteRule'], arns.rules, {
        StringEquals: { 'aws:ResourceTag/knowngood': configuration.name },
      }),
    ),
  };
}
