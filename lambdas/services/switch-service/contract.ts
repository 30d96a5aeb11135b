import type { Lock } from '../../model/lock.ts';

/** One service to be switched, in the order in which steps list them. */
export interface Switch {
  readonly service: string;
  readonly taskDefinition: string;
  /** Task definitions the service may run before the switch; any other is somebody else's change. */
  readonly accepts: readonly string[];
  /** Tasks wanted; null keeps what the service has. */
  readonly desiredCount: number | null;
}

export interface Input extends Switch {
  readonly lock: Lock;
  readonly now: string;
  /** Release whose record says what it moved; null for a rollback. */
  readonly release: string | null;
  readonly cluster: string;
}

/** @throws ChangedByOthers, ServiceMissing */
export interface Output {
  /** The deployment to wait for: OUR deployment, not just any that is complete. */
  readonly deployment: string;
}
