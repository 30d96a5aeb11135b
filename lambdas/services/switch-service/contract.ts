import type { Lock } from '../../model/lock.ts';

/** One service to switch. */
export interface Switch {
  /** Its service's, which may leave it out: those of one order are switched at the same time. */
  readonly order?: number;
  readonly service: string;
  readonly taskDefinition: string;
  /** Task definitions the service may run before the switch; any other is somebody else's change. */
  readonly accepts: readonly string[];
  /** Tasks it gets; null keeps the service's count. */
  readonly desiredCount: number | null;
}

export interface Input extends Omit<Switch, 'order'> {
  readonly lock: Lock;
  readonly now: string;
  /** Release whose record lists what it moved; null for a rollback. */
  readonly release: string | null;
  readonly cluster: string;
}

/** @throws ChangedByOthers, ServiceMissing */
export interface Output extends Pick<Switch, 'service' | 'taskDefinition'> {
  /** The deployment to wait for: OUR deployment, not any completed one. */
  readonly deployment: string;
}
