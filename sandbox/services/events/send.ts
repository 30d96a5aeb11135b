import type { Principal } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { runTask } from './run-task.ts';
import type { Rule, Target } from './state.ts';

/** EventBridge waits about a second, then longer, between tries. Virtual ms. */
const RETRY_MS = 5_000;
/** A target's defaults: a day, and 185 tries more. */
const OLDEST_SECONDS = 86_400;
const MOST_RETRIES = 185;
const SERVICE = 'events.amazonaws.com';

/** Sends an event to every target of a rule; nobody waits for it. */
export function sendToTargets(kernel: Kernel, rule: Rule, event: object, times = 1): void {
  for (const target of rule.targets) {
    for (let n = 0; n < times; n++)
      send(kernel, rule, target, event).catch((error: Error) =>
        kernel.log(`EventBridge lost an event: ${error.message}`),
      );
  }
}

/** Delivers an event, trying again as the target's policy says; one that cannot be delivered goes to the dead-letter queue. */
async function send(kernel: Kernel, rule: Rule, target: Target, event: object): Promise<void> {
  const service: Principal = { arn: SERVICE, service: SERVICE, context: { 'aws:SourceArn': rule.arn } };
  const { RoleArn, RetryPolicy, DeadLetterConfig } = target;
  const born = kernel.clock.now();
  const oldest = (RetryPolicy?.MaximumEventAgeInSeconds ?? OLDEST_SECONDS) * 1_000;
  const tries = (RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES) + 1;
  for (let n = 0; n < tries && kernel.clock.now() - born <= oldest; n++) {
    try {
      if (RoleArn !== undefined) kernel.credentials(RoleArn, { service: SERVICE, sourceArn: rule.arn });
      const { EcsParameters } = target;
      if (EcsParameters !== undefined && RoleArn !== undefined)
        await runTask(kernel, { ...target, RoleArn, EcsParameters }, `events-rule/${rule.name}`);
      else await kernel.deliver(target.Arn, event, RoleArn === undefined ? service : { arn: RoleArn });
      return;
    } catch (error) {
      kernel.log(`EventBridge could not deliver to ${target.Arn}: ${(error as Error).message}`);
      // A delivery that is not permitted will not be in a minute either: EventBridge does not try it again.
      if ((error as Error).name === 'AccessDeniedException') break;
      await kernel.clock.sleep(RETRY_MS * (n + 1));
    }
  }
  if (DeadLetterConfig !== undefined) await kernel.deliver(DeadLetterConfig.Arn, event, service);
}
