import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';

/** Language and surroundings of a message. */
export interface Voice {
  readonly language: Language;
  readonly timeZone: string;
  readonly environment: string;
  /** ISO 8601. */
  readonly now: string;
  /** AWS Region, for links to its console. */
  readonly region: string;
  /** ARN of the execution that speaks; null: none does, or the audience has no business in the console. */
  readonly execution: string | null;
  /** Address at which the runbook is published; null: none is configured, or the audience has no business in it. */
  readonly runbook: string | null;
}

/** A message in words. */
export interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** To make a formatter takes thousand times as long as to use it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment as people of the environment read it, with its zone: who reads it may be in another. */
export function at(iso: string, { language, timeZone }: Pick<Voice, 'language' | 'timeZone'>): string {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key);
  const formatter = known ?? new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone });
  if (known === undefined) formatters.set(key, formatter);
  return formatter.format(new Date(iso));
}

export const minutesSince = (iso: string, { now }: Voice): number =>
  Math.max(1, Math.round((Date.parse(now) - Date.parse(iso)) / 60_000));

/** The words of one language: every kind of message has its own, or it does not compile. */
export type Dictionary = {
  readonly [Kind in Message['kind']]: (message: Extract<Message, { readonly kind: Kind }>, voice: Voice) => Words;
};
