import type { StepMaker } from './step-maker.ts';

/** Maintenance mode at the load balancer. */
export function maintenanceSteps({ step, probing, only, g, arns, ours, configuration }: StepMaker) {
  const deleteOurs = only(['elasticloadbalancing:DeleteRule'], arns.rules, {
    StringEquals: { 'aws:ResourceTag/knowngood': configuration.name },
  });
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
      // Rules of the bypass with the value of an earlier raising.
      deleteOurs,
    ),
    tryProbes: probing(step('try-probes')),
    lookAtMaintenance: probing(step('look-at-maintenance', g.ledger.act, g.surroundings.bypass)),
    lowerMaintenance: step('lower-maintenance', g.ledger.act, g.surroundings.describeRules, deleteOurs),
  };
}
