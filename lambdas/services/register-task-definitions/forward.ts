import type { StatusRecord } from '../../model/ledger.ts';
import type { KnownService, Release } from '../../model/release.ts';
import type { Switch } from '../switch-service/contract.ts';
import type { Target } from './contract.ts';

/**
 * How services go to the new version. A count is written only when a person asks for one, or when a service comes back from
 * zero: an earlier count would undo what autoscaling did meanwhile. Behind a fence workers stay at zero until the checks
 * have passed.
 */
export function forward(
  targets: readonly Target[],
  known: readonly KnownService[],
  stopped: StatusRecord['stopped'],
  { fenced }: Pick<Release, 'fenced'>,
): Switch[] {
  const ran = new Map(known.map(({ name, taskDefinition }) => [name, taskDefinition]));
  return targets.map(({ service, kind, order, taskDefinition, desiredCount }) => ({
    ...(order !== undefined && { order }),
    service,
    taskDefinition,
    accepts: [...new Set([ran.get(service) ?? taskDefinition, taskDefinition])],
    desiredCount: fenced && kind === 'worker' ? 0 : (desiredCount ?? stopped[service]?.desiredCount ?? null),
  }));
}
