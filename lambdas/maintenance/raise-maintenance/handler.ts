import {
  CreateRuleCommand,
  PriorityInUseException,
  TooManyRulesException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { acting } from '../../ledger/acting.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import type { Listener } from '../../model/environment.ts';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { BYPASS_HEADER, bypassValue } from '../bypass.ts';
import { bypassOf } from '../bypass-rules.ts';
import { deleteRule, ENVIRONMENT_TAG, elb, notOurs, ourRules, ROLE_TAG, roomFor, rulesOf } from '../rules.ts';
import { scopeOf } from '../scope.ts';
import { type Input, LISTENER_UNFIT, type Output, PRIORITY_TAKEN } from './contract.ts';
import { isFresh, type Listening, missingRules, type WantedRule, wantedRules } from './missing.ts';

/** Puts the page and the bypass on every listener. Rules of ours (found by tag) are kept, so it may run twice. */
export const handler = step<Input, Output>(async (input) => {
  const { maintenanceSince } = await readStatus();
  const since = maintenanceSince ?? input.now;
  const value = await bypassValue(since);
  return await acting(
    { lock: input.lock, step: 'raise-maintenance', now: input.now, status: [[['maintenanceSince'], since]] },
    async () => {
      // At the same time: users of the last listener must not wait for the others. All are looked at before the first is touched.
      const plans = await inParallel(input.listeners, (listener) => planFor(listener, input, value));
      await inParallel(plans, (plan) => raise(plan, value));
      return { raised: input.listeners.length };
    },
  );
});

/** What is to be done on a listener. */
interface Plan extends Pick<ReturnType<typeof missingRules>, 'missing' | 'stale'> {
  readonly listener: Listener;
}

async function planFor(listener: Listener, input: Input, value: string): Promise<Plan> {
  const seen = await listening(listener);
  const wanted = rulesFor(listener, seen, input, value);
  const { missing, stale, problem } = missingRules(seen, wanted, value);
  if (problem !== undefined) throw new StepError(PRIORITY_TAKEN, `Listener "${listener.name}": ${problem}.`);
  return { listener, missing, stale };
}

async function raise({ listener, missing, stale }: Plan, value: string): Promise<void> {
  for (const { RuleArn } of stale) await deleteRule(listener.arn, RuleArn);
  for (const rule of missing) {
    try {
      await create(listener, rule);
    } catch (error) {
      if (!(error instanceof PriorityInUseException)) throw error;
      await takeBack(listener, rule, value);
    }
  }
}

async function listening({ arn }: Listener): Promise<Listening> {
  const rules = await rulesOf(arn);
  return { rules, ours: await ourRules(rules, environmentName()) };
}

/** Our rules for the listener as it is now. @throws StepError `ListenerUnfit` */
function rulesFor(listener: Listener, { rules, ours }: Listening, input: Input, value: string): WantedRule[] {
  const { priorities } = input;
  const unfit = (problem: string) => new StepError(LISTENER_UNFIT, `Listener "${listener.name}": ${problem}.`);
  const scoping = scopeOf(notOurs(rules, ours), listener, priorities.page);
  if (scoping.kind === 'problem') throw unfit(scoping.problem);
  const bypass = bypassOf(scoping.scope.ways, roomFor(priorities));
  if (bypass.kind === 'problem') throw unfit(bypass.problem);
  const header = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: BYPASS_HEADER, Values: [value] } };
  return wantedRules(bypass.rules, header, scoping.scope.conditions, input);
}

async function create({ name, arn }: Listener, { role, priority, conditions, actions }: WantedRule): Promise<void> {
  try {
    await elb.send(
      new CreateRuleCommand({
        ListenerArn: arn,
        Priority: priority,
        Conditions: [...conditions],
        Actions: [...actions],
        Tags: [
          { Key: ENVIRONMENT_TAG, Value: environmentName() },
          { Key: ROLE_TAG, Value: role },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof TooManyRulesException)) throw error;
    throw new StepError(
      LISTENER_UNFIT,
      `Listener "${name}": its load balancer has as many rules as the account allows, and "${role}" is still missing. Remove a rule that nobody needs, or raise the quota "Rules per Application Load Balancer", then redrive.`,
    );
  }
}

/**
 * A priority is in use. Our own lost call may have taken it, as its tag shows, or a rule of an earlier raising that an old
 * answer did not name. DescribeRules may miss a new rule, so look again; while it shows none there, nobody knows whose it is.
 */
async function takeBack(listener: Listener, rule: WantedRule, value: string): Promise<void> {
  const { rules, ours } = await listening(listener);
  const found = ours.get(rule.role);
  if (found === undefined && !rules.some(({ Priority }) => Priority === String(rule.priority)))
    throw new StepError(
      TEMPORARILY_UNAVAILABLE,
      `Listener "${listener.name}": priority ${rule.priority} is in use, and DescribeRules does not show by which rule.`,
    );
  if (found === undefined)
    throw new StepError(
      PRIORITY_TAKEN,
      `Listener "${listener.name}": priority ${rule.priority} was taken by somebody else's rule at this moment. Move that rule, then redrive.`,
    );
  if (rule.role === 'page' || isFresh(found, value)) return;
  await deleteRule(listener.arn, found.RuleArn);
  await create(listener, rule);
}
