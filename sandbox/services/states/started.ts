import type { Execution } from './execution.ts';
import type { MachineState } from './machines.ts';

/** An execution, and how it was started and redriven: StartExecution and RedriveExecution compare with it. */
export interface Started {
  readonly run: Execution;
  readonly of: MachineState;
  /** As it was given: StartExecution compares it byte for byte. */
  readonly input: string;
  /** Resolves when the current attempt has ended. */
  ended: Promise<void>;
  /** Client tokens of redrives, with the redrive's time. */
  readonly redrives: Map<string, number>;
}
