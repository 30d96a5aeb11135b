import type { Language } from '../../model/environment.ts';
import type { Message } from '../../model/message.ts';

export interface Input {
  readonly topic: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: string;
  readonly message: Message;
}

export interface Output {
  readonly messageId: string;
  readonly subject: string;
}
