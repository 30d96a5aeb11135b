import type { Drilled, EndedDrill } from '../../model/backup-drill.ts';
import type { Pointer } from '../../model/environment.ts';

export interface Input {
  readonly now: string;
  /** When the execution began, its name and ARN: the drill's id derives from them. */
  readonly startedAt: string;
  readonly name: string;
  readonly execution: string;
  /** Configured instance. */
  readonly instance: string;
  readonly pointer: Pointer;
}

export interface Output {
  /** Id of the drill, as of a release. */
  readonly work: string;
  /** Its throw-away database. */
  readonly instance: string;
  /** What is restored; null: the drill does not begin. */
  readonly drilled: Drilled | null;
  /** Why it does not begin, as DevOps is told; null: it begins. */
  readonly refused: EndedDrill | null;
}
