import type { Message } from '../../model/message.ts';
import type { SecondPersonRule } from '../../model/second-person.ts';

export interface Input {
  readonly now: string;
  /** What a person typed. */
  readonly request: unknown;
  /** ARN of the execution: the rollback workflow stands beside its own. */
  readonly execution: string;
  /** Switching off needs a second person; null: it does not. Absent: the execution began under an older control plane. */
  readonly secondPerson?: SecondPersonRule | null;
}

/** @throws RequestRefused for a wrong request, or where there is nothing to switch */
export interface Output {
  /** What DevOps is told. */
  readonly message: Extract<Message, { readonly kind: 'automation-off' | 'automation-on' }>;
}
