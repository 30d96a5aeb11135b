import type { Language } from '../../model/environment.ts';
import type { Message } from '../../model/message.ts';
import { english } from './en.ts';
import { portuguese } from './pt-br.ts';

/** How and where a message is put into words. */
export interface Voice {
  readonly language: Language;
  readonly timeZone: string;
  readonly environment: string;
  /** ISO 8601. */
  readonly now: string;
}

/** What a language makes of a message. */
export interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** SNS: a subject has fewer than 100 characters, no line breaks and no control characters. */
const SUBJECT = 99;

/** A message as an e-mail: plain text, since SNS sends nothing else. */
export function render(message: Message, voice: Voice): { readonly subject: string; readonly body: string } {
  const words = voice.language === 'pt-BR' ? portuguese(message, voice) : english(message, voice);
  const subject = `[${voice.environment}] ${words.subject}`.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return { subject: [...subject].slice(0, SUBJECT).join(''), body: `${words.lines.join('\n')}\n` };
}

/** A moment as people of the environment read it. */
export const at = (iso: string, { language, timeZone }: Voice): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(new Date(iso));

export const minutesSince = (iso: string, { now }: Voice): number =>
  Math.max(1, Math.round((Date.parse(now) - Date.parse(iso)) / 60_000));
