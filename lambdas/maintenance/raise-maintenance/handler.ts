import { CreateRuleCommand, PriorityInUseException } from '@aws-sdk/client-elastic-load-balancing-v2';
import { acting } from '../../ledger/acting.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import type { Listener } from '../../model/environment.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { BYPASS_HEADER, bypassValue } from '../bypass.ts';
import { ENVIRONMENT_TAG, elb, notOurs, ourRules, ROLE_TAG, rulesOf } from '../rules.ts';
import { scopeOf } from '../scope.ts';
import { type Input, LISTENER_UNFIT, type Output, PRIORITY_TAKEN } from './contract.ts';
import { missingRules } from './missing.ts';

/** Puts the page and the bypass on every listener. Rules of ours (found by tag) are kept, so it may run twice. */
export const handler = step<Input, Output>(async (input) => {
  const { maintenanceSince } = await readStatus();
  const since = maintenanceSince ?? input.now;
  const value = await bypassValue();
  return await acting(
    { lock: input.lock, step: 'raise-maintenance', now: input.now, status: [[['maintenanceSince'], since]] },
    async () => {
      for (const listener of input.listeners) await raise(listener, input, value);
      return { raised: input.listeners.length };
    },
  );
});

async function raise(listener: Listener, input: Input, value: string): Promise<void> {
  const rules = await rulesOf(listener.arn);
  const ours = await ourRules(rules, environmentName());
  const bypass = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: BYPASS_HEADER, Values: [value] } };
  const scoping = scopeOf(notOurs(rules, ours), listener.url, input.priorities.page);
  if (scoping.kind === 'problem')
    throw new StepError(LISTENER_UNFIT, `Listener "${listener.name}": ${scoping.problem}.`);
  const { conditions, forward } = scoping.scope;
  const { missing, problem } = missingRules({ rules, ours }, input.priorities, bypass, conditions);
  if (problem !== undefined) throw new StepError(PRIORITY_TAKEN, `Listener "${listener.name}": ${problem}.`);
  for (const rule of missing) {
    try {
      await elb.send(
        new CreateRuleCommand({
          ListenerArn: listener.arn,
          Priority: rule.priority,
          Conditions: rule.conditions,
          Actions:
            rule.answer === 'forward'
              ? [...forward]
              : [
                  {
                    Type: 'fixed-response',
                    FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody: input.page },
                  },
                ],
          Tags: [
            { Key: ENVIRONMENT_TAG, Value: environmentName() },
            { Key: ROLE_TAG, Value: rule.role },
          ],
        }),
      );
    } catch (error) {
      // Our own lost call may have created it: its tag shows that. DescribeRules may miss a new rule, so look again.
      if (!(error instanceof PriorityInUseException)) throw error;
      const now = await ourRules(await rulesOf(listener.arn), environmentName());
      if (!now.has(rule.role))
        throw new StepError(
          PRIORITY_TAKEN,
          `Listener "${listener.name}": priority ${rule.priority} was taken by somebody else's rule at this moment. Move that rule, then redrive.`,
        );
    }
  }
}
