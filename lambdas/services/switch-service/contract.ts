import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /** Release whose record says what it moved; empty for a rollback. */
  readonly release: string;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  /** Task definitions the service may run before the switch; any other is somebody else's change. */
  readonly accepts: readonly string[];
  /** Tasks wanted; -1 keeps what the service has. */
  readonly desiredCount: number;
}

/** @throws ChangedByOthers, ServiceMissing */
export interface Output {
  /** The deployment to wait for: OUR deployment, not just any that is complete. */
  readonly deployment: string;
  readonly desiredCount: number;
}
