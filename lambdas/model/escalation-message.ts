import type { Trigger } from './rollback.ts';

/** A workflow has ended without its end, and waits for a person. */
export interface Escalation {
  readonly kind: 'escalation';
  readonly work: 'release' | 'rollback' | 'settle' | 'standby' | 'backup-drill';
  readonly ending: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly execution: string;
  readonly state: string;
  readonly error: string;
  readonly cause: string;
  readonly status: string;
  readonly maintenance: boolean;
  readonly stopped: readonly string[];
  /** How far it had come: it never took the environment, still holds it, or had closed its work. */
  readonly stage: 'not-begun' | 'holding' | 'closed';
  readonly rollbackStarted: boolean;
  /** A rollback whose restored database its proof finds unfit: the incident, and what started it. Null, or absent: another ending. */
  readonly unproven?: {
    readonly incident: string;
    readonly trigger: Trigger;
    /** What gives up data is asked by one person and confirmed by another. Absent: by one. */
    readonly secondPerson?: true;
  } | null;
}
