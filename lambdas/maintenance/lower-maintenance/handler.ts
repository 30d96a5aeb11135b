import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { deleteRule, ourRules, type RuleRole, rulesOf } from '../rules.ts';
import type { Input, Output } from './contract.ts';

/**
 * Removes our rules from every listener, the page before the bypass. Only rules with our tag are removed. The ledger says
 * `raised` until a look from outside proves otherwise.
 */
export const handler = step<Input, Output>(
  async ({ lock, now, listeners }) =>
    await acting({ lock, step: 'lower-maintenance', now }, async () => {
      const removed = await inParallel(listeners, async ({ arn }) => {
        const ours = await ourRules(await rulesOf(arn), environmentName());
        for (const role of pageFirst([...ours.keys()])) await deleteRule(arn, ours.get(role)?.RuleArn);
        return ours.size;
      });
      return { removed: removed.reduce((sum, one) => sum + one, 0) };
    }),
);

const pageFirst = (roles: readonly RuleRole[]): RuleRole[] => [
  ...roles.filter((role) => role === 'page'),
  ...roles.filter((role) => role !== 'page').sort(),
];
