import type { Message } from '../../model/message.ts';

export interface Input {
  /** `drill`: whoever practises; where nobody is configured, DevOps. */
  readonly to: 'devops' | 'teams' | 'drill';
  /** ARN of the execution that speaks. */
  readonly execution: string;
  /** Incident that the message belongs to; null: none. Absent: the execution began under an older control plane. */
  readonly incident?: string | null;
  readonly now: string;
  readonly message: Message;
}

export interface Output {
  readonly messageId: string;
  readonly subject: string;
}
