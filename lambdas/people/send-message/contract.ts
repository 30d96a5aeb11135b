import type { Message } from '../../model/message.ts';

export interface Input {
  readonly to: 'devops' | 'teams';
  /** ARN of the execution that speaks. */
  readonly execution: string;
  readonly now: string;
  readonly message: Message;
}

export interface Output {
  readonly messageId: string;
  readonly subject: string;
}
