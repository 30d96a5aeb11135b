import type { Origin } from '../../model/incident.ts';
import type { Lock } from '../../model/lock.ts';
import type { Trigger } from '../../model/rollback.ts';

export interface Input {
  readonly id: string;
  readonly trigger: Trigger;
  readonly holder: string;
  readonly now: string;
}

/** @throws LockBusy when another rollback was faster */
export interface Output {
  readonly lock: Lock;
  readonly incident: string;
  /** What started the incident first, and when its harm began: not what this execution was started with. */
  readonly origin: Origin;
  /** Id under which databases are restored and saved: this rollback's own, or that of the unfinished one it continues. */
  readonly work: string;
  /** Release that held the environment; null when none did. */
  readonly release: string | null;
  /** Its execution, to be stopped; null when none. */
  readonly execution: string | null;
  /** An acting step of the last holder may be in flight: wait before acting. */
  readonly inFlight: boolean;
}
