import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { oneLine } from '../step/one-line.ts';
import { ENGLISH } from './en.ts';
import { executionLink } from './links.ts';
import { PORTUGUESE } from './pt-br.ts';
import type { Dictionary, Voice, Words } from './voice.ts';

/** SNS: a subject has fewer than 100 characters, no line breaks and no control characters. */
const SUBJECT = 99;

/** Longest single fact in a message: a text of a person, an alarm or a service. */
const LONGEST = 2_000;

/**
 * A message as an e-mail: plain text, since SNS sends nothing else. Each text of a person, an alarm or a service stays on
 * one line, so that none can imitate a line of ours.
 */
export function render(told: Message, voice: Voice): { readonly subject: string; readonly body: string } {
  const message = clean(told);
  const words = wordsOf(message, voice);
  const subject = oneLine(`[${voice.environment}] ${words.subject}`, SUBJECT);
  return { subject, body: body([...words.lines, ...footer(message, voice)]) };
}

/** Where to look further. A message about a bad ending names the execution that ended, and its heading, itself. */
function footer({ kind }: Message, { language, execution, runbook }: Voice): string[] {
  if (kind === 'escalation') return [];
  const links = [
    ...(execution === null ? [] : [`${language === 'pt-BR' ? 'Execução' : 'Execution'}: ${executionLink(execution)}`]),
    ...(runbook === null ? [] : [`Runbook: ${runbook}`]),
  ];
  return links.length === 0 ? [] : ['', ...links];
}

const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { 'pt-BR': PORTUGUESE, en: ENGLISH };

/** Each entry of a dictionary takes its own kind of message. The compiler follows that for one kind at a time only. */
function wordsOf<Kind extends Message['kind']>(
  message: Extract<Message, { readonly kind: Kind }>,
  voice: Voice,
): Words {
  return DICTIONARIES[voice.language][message.kind as Kind](message, voice);
}

/** SNS takes 262,144 bytes: a longer message would reach nobody. */
const MOST_BYTES = 250_000;

/** The lines as a body that SNS takes. When they are too long, each line is shortened; then the middle is left out. */
function body(lines: readonly string[]): string {
  const whole = (some: readonly string[]) => `${some.join('\n')}\n`;
  const fits = (some: readonly string[]) => Buffer.byteLength(whole(some)) <= MOST_BYTES;
  if (fits(lines)) return whole(lines);
  const short = lines.map((line) => (line.length > 250 ? oneLine(line, 250) : line));
  // At most 201 lines of 250 characters of 4 bytes.
  return whole(fits(short) ? short : [...short.slice(0, 100), '…', ...short.slice(-100)]);
}

/**
 * Puts every text in a message, however deep, on one line and bounds it; also the names of fields when facts are kept by
 * name.
 */
function clean<T>(value: T): T {
  if (typeof value === 'string') return oneLine(value, LONGEST) as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [oneLine(name, LONGEST), clean(member)]),
  ) as T;
}
