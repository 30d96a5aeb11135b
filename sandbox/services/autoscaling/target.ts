import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Ecs } from '../ecs/ecs.ts';

/** A registered target: everything required is there. */
export interface Target extends ScalableTarget {
  readonly ServiceNamespace: 'ecs';
  readonly ResourceId: string;
  readonly ScalableDimension: 'ecs:service:DesiredCount';
  MinCapacity: number;
  MaxCapacity: number;
  readonly ScalableTargetARN: string;
}

/** The part of ECS that scaling reads and writes. */
export type Scaled = Pick<Ecs, 'desiredCount' | 'setDesiredCount'>;

/** Cluster and service of `service/<cluster>/<service>`. */
export function serviceOf(resourceId: string): { cluster: string; service: string } | undefined {
  const [, cluster, service] = /^service\/([^/]+)\/([^/]+)$/.exec(resourceId) ?? [];
  return cluster && service ? { cluster, service } : undefined;
}

/**
 * One scaling activity: a service below its minimum goes up to it, unless scaling out is suspended. So it undoes a desired
 * count of zero behind the back of whoever set it.
 * @returns what it did, in one line; undefined if nothing.
 */
export function enforceMinimum(target: Target, ecs: Scaled): string | undefined {
  const where = serviceOf(target.ResourceId);
  if (!where || target.SuspendedState?.DynamicScalingOutSuspended) return undefined;
  let desired: number;
  try {
    desired = ecs.desiredCount(where.cluster, where.service);
  } catch {
    return undefined; // A target may be registered before its service is there.
  }
  if (desired >= target.MinCapacity) return undefined;
  ecs.setDesiredCount(where.cluster, where.service, target.MinCapacity);
  return `Setting desired count to ${target.MinCapacity}: ${desired} is below the minimum capacity of ${target.ResourceId}`;
}
