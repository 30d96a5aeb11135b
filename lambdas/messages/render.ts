import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { oneLine } from '../step/one-line.ts';
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

/** One fact in a message: a text of a person, an alarm or a service. */
const LONGEST = 2_000;

/**
 * A message as an e-mail: plain text, since SNS sends nothing else. What people, alarms and services wrote is on one line
 * each, so that nobody can write a line that looks like ours.
 */
export function render(told: Message, voice: Voice): { readonly subject: string; readonly body: string } {
  const message = clean(told);
  const words = voice.language === 'pt-BR' ? portuguese(message, voice) : english(message, voice);
  const subject = oneLine(`[${voice.environment}] ${words.subject}`, SUBJECT);
  return { subject, body: body(words.lines) };
}

/** SNS takes 262,144 bytes: a message that is longer would reach nobody. */
const MOST_BYTES = 250_000;

/** The lines as a body that SNS takes: where there is too much to tell, each is shortened; then the middle is left out. */
function body(lines: readonly string[]): string {
  const whole = (some: readonly string[]) => `${some.join('\n')}\n`;
  const fits = (some: readonly string[]) => Buffer.byteLength(whole(some)) <= MOST_BYTES;
  if (fits(lines)) return whole(lines);
  const short = lines.map((line) => (line.length > 250 ? oneLine(line, 250) : line));
  // At most 201 lines of 250 characters of 4 bytes.
  return whole(fits(short) ? short : [...short.slice(0, 100), '…', ...short.slice(-100)]);
}

/** A moment as people of the environment read it. */
export const at = (iso: string, { language, timeZone }: Voice): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(new Date(iso));

export const minutesSince = (iso: string, { now }: Voice): number =>
  Math.max(1, Math.round((Date.parse(now) - Date.parse(iso)) / 60_000));

/** Every text in a message, however deep, on one line and bounded; names of fields too, where facts are kept by name. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return oneLine(value, LONGEST) as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [oneLine(name, LONGEST), clean(member)]),
  ) as T;
}
