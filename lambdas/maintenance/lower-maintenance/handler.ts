import { DeleteRuleCommand, RuleNotFoundException } from '@aws-sdk/client-elastic-load-balancing-v2';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import { elb, ourRules, rulesOf } from '../rules.ts';
import type { Input, Output } from './contract.ts';

/**
 * Removes our rules from every listener, the page before the bypass. Only rules with our tag are removed. The ledger says
 * `raised` until a look from outside proves otherwise.
 */
export const handler = step<Input, Output>(
  async ({ lock, now, listeners }) =>
    await acting({ lock, step: 'lower-maintenance', now }, async () => {
      let removed = 0;
      for (const listener of [...listeners].reverse()) {
        const ours = await ourRules(await rulesOf(listener.arn), environmentName());
        for (const role of ['page', 'bypass'] as const) {
          const rule = ours.get(role);
          if (rule?.RuleArn === undefined) continue;
          try {
            await elb.send(new DeleteRuleCommand({ RuleArn: rule.RuleArn }));
          } catch (error) {
            // A rule that is gone has no tags, and the role may delete only rules with our tag: IAM may refuse before ELB
            // reports it gone.
            const there = (await rulesOf(listener.arn)).some(({ RuleArn }) => RuleArn === rule.RuleArn);
            if (!(error instanceof RuleNotFoundException) && there) throw error;
          }
          removed++;
        }
      }
      return { removed };
    }),
);
