import type { StepMaker } from './step-maker.ts';

/** Maintenance mode at the load balancer. */
export function maintenanceSteps({ step, only, g, arns, ours, configuration }: StepMaker) {
  return {
    raiseMaintenance: step(
      'raise-maintenance',
      g.ledger.act,
      g.surroundings.bypass,
      g.surroundings.describeRules,
      only(['elasticloadbalancing:CreateRule'], arns.listeners, { StringEquals: ours }),
      only(['elasticloadbalancing:AddTags'], arns.rules, {
        StringEquals: { ...ours, 'elasticloadbalancing:CreateAction': 'CreateRule' },
      }),
    ),
    lookAtMaintenance: step('look-at-maintenance', g.ledger.act),
    lowerMaintenance: step(
      'lower-maintenance',
      g.ledger.act,
      g.surroundings.describeRules,
      only(['elasticloadbalancing:DeleteRule'], arns.rules, {
        StringEquals: { 'aws:ResourceTag/knowngood': configuration.name },
      }),
    ),
  };
}
