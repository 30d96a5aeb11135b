import { VARIABLES } from '../../lambdas/model/variables.ts';
import type { NetworkName, Step } from '../steps/step.ts';

/** Prefixes of actions that no function calls by itself: other services use keys and pass roles, Lambda logs, traces and makes interfaces. */
const OF_SERVICES = new Set(['kms', 'iam', 'logs', 'xray', 'ec2']);

/** Asked by the watchdog alone, for what it tells, and done without where there is no way: no release waits for one. */
const DONE_WITHOUT = new Set(['cloudformation', 'elasticloadbalancing']);

/** Prefixes of hosts, where they are not those of the actions. */
const HOSTS: Readonly<Record<string, string>> = { cloudwatch: 'monitoring' };

/** Host prefixes of the services that the functions of a network cannot do without: each needs a way there. */
export function servicesCalledFrom(steps: readonly (Step | undefined)[], network: NetworkName): string[] {
  const prefixes = steps
    .flatMap((step) => (step?.network === network ? step.actions : []))
    .map((action) => action.split(':')[0] ?? '');
  return [
    ...new Set(
      prefixes
        .filter((prefix) => !OF_SERVICES.has(prefix) && !DONE_WITHOUT.has(prefix))
        .map((one) => HOSTS[one] ?? one),
    ),
  ].sort();
}

/** Lets a step of the network ask, before anything is touched, whether all of them are reached. */
export function asksThem(step: Step, steps: readonly (Step | undefined)[]): void {
  if (step.network !== undefined)
    step.function.addEnvironment(VARIABLES.servicesCalled, servicesCalledFrom(steps, step.network).join(' '));
}
