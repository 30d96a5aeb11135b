import type { Service } from '@aws-sdk/client-ecs';
import { oneLine } from '../../step/one-line.ts';
import { startsInVain } from '../crash-loop.ts';
import type { Input } from './contract.ts';

type Wanted = Pick<Input['services'][number], 'taskDefinition' | 'deployment'>;

/** Longest text of ECS to repeat. */
const LONGEST = 500;

export interface Rollout {
  readonly state: 'moving' | 'steady' | 'failed' | 'replaced';
  readonly detail: string;
}

/**
 * The state of our deployment. "Stable" alone proves nothing: after the circuit breaker has rolled OUR deployment back the
 * service is stable as well. So the completed deployment must be ours.
 */
export function rollout(service: Service, wanted: Wanted): Rollout {
  const deployments = service.deployments ?? [];
  const current = deployments.find((d) => d.status === 'PRIMARY');
  // A person may have forced another deployment of the same task definition: it runs what was asked for.
  const ours =
    current?.taskDefinition === wanted.taskDefinition ? current : deployments.find((d) => d.id === wanted.deployment);
  if (ours?.rolloutState === 'FAILED')
    return { state: 'failed', detail: oneLine(ours.rolloutStateReason ?? 'the deployment failed', LONGEST) };
  if (ours !== undefined && ours === current && startsInVain(service, ours))
    return {
      state: 'failed',
      detail: `${ours.failedTasks} of its tasks failed one after the other, and no circuit breaker ends it`,
    };
  if (current !== undefined && current !== ours) {
    return {
      state: 'replaced',
      detail: `the service now moves to ${current.taskDefinition} (${oneLine(current.rolloutStateReason ?? current.id ?? '', LONGEST)})`,
    };
  }
  if (current === undefined) return { state: 'moving', detail: 'no deployment visible yet' };
  // The count that ECS wants now, not the one at the switch: autoscaling goes on during a deployment.
  const [running, desired] = [service.runningCount ?? 0, service.desiredCount ?? 0];
  const detail = `${running} of ${desired} tasks run`;
  return current.rolloutState === 'COMPLETED' && deployments.length === 1 && running >= desired
    ? { state: 'steady', detail }
    : { state: 'moving', detail: `${detail}, deployments: ${deployments.length}` };
}
