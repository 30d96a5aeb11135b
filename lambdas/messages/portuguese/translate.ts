import { portuguese as REASONS } from '../reasons.ts';
import { AUTOMATION } from './automation.ts';
import { BACKUP_DRILL } from './backup-drill.ts';
import { DATABASE } from './database.ts';
import { ENVIRONMENT } from './environment.ts';
import { MAINTENANCE } from './maintenance.ts';
import { PLANS } from './plans.ts';
import { REQUESTS } from './requests.ts';
import { RESTORE } from './restore.ts';
import { SECOND_PERSON_TEXTS } from './second-person.ts';
import { SERVICES } from './services.ts';
import type { Texts } from './texts.ts';

/** Every text. A test finds those of the steps that are missing here (`test/lambdas/messages/portuguese.test.ts`). */
export const TEXTS: Texts = {
  ...{
    ...DATABASE,
    ...RESTORE,
    ...ENVIRONMENT,
    ...MAINTENANCE,
    ...SERVICES,
    ...REQUESTS,
    ...AUTOMATION,
    ...SECOND_PERSON_TEXTS,
    ...PLANS,
    ...BACKUP_DRILL,
  },
  // Reasons are in the environment's language already; what they quote is not.
  ...Object.fromEntries(
    [REASONS.unknownLoss('{}'), REASONS.imageMissing('{}', '{}', '{}', '{}')].map((one) => [one, one]),
  ),
};

interface Pattern {
  /** What stands between the values. */
  readonly literals: readonly string[];
  /** Characters of these: how much they say. */
  readonly weight: number;
  readonly portuguese: string;
}

/** Characters of a text of ours that make it known among those of others. */
const ENOUGH = 9;

/** Those that say most first: a general text must not win over a special one. */
const PATTERNS: readonly Pattern[] = Object.entries(TEXTS)
  .map(([english, portuguese]) => {
    const literals = english.split('{}');
    return { literals, weight: literals.join('').length, portuguese };
  })
  .sort((a, b) => b.weight - a.weight);

/**
 * A text of a step in Portuguese. Causes of Step Functions, the ledger and the states have it in English, as machines wrote
 * it: it is put into the environment's language where a person reads it. What is none of ours (AWS, PostgreSQL, a person)
 * stays as it is; lists of several texts are put over one by one.
 */
export function inPortuguese(text: string): string {
  return translated(text, false);
}

/** Texts one after the other come first: the value of a single one would take in all that follow. */
function translated(text: string, within: boolean): string {
  const listed = inParts(text, '; ', within);
  if (listed?.all === true) return listed.told;
  const one = whole(text, within);
  if (one !== undefined) return one;
  const named = inParts(text, ', ', within);
  return (named?.all === true ? named : (listed ?? named))?.told ?? text;
}

/** As {@link inPortuguese}; a sentence that is none of ours is set in quotes, so that it reads as one. */
export const quotedOrInPortuguese = (text: string): string => quoted(text, inPortuguese(text));

const quoted = (text: string, told: string): string =>
  told === text && SENTENCE.test(text) && !NO_PROSE.test(text) ? `“${text}”` : told;
/** Two words of a language, one after the other. */
const SENTENCE = /(?:^|[ (:])[A-Za-z]?[a-z]{2,} [a-z]{2,}/;
/** In quotes already, JSON, or SQL to copy. */
const NO_PROSE = /^(?:["“{]|ALTER |CREATE |GRANT |REVOKE )/;

/** @param within whether it is a value of another text of ours: only then a word or two are enough to know it by. */
function whole(text: string, within: boolean): string | undefined {
  for (const pattern of PATTERNS) {
    if (!within && pattern.weight < ENOUGH) return undefined;
    const values = match(text, pattern.literals);
    if (values !== undefined) return fill(pattern.portuguese, values);
  }
  return undefined;
}

/** The values of a text between those literals. Each is the shortest that fits, so that no text takes long. */
function match(text: string, literals: readonly string[]): string[] | undefined {
  const first = literals[0] ?? '';
  if (!text.startsWith(first)) return undefined;
  const others = literals.slice(1);
  if (others.length === 0) return text === first ? [] : undefined;
  const last = others.at(-1) ?? '';
  if (!text.endsWith(last) || text.length < first.length + last.length) return undefined;
  const end = text.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (const literal of others.slice(0, -1)) {
    const at = text.indexOf(literal, from);
    if (at < 0 || at + literal.length > end) return undefined;
    values.push(text.slice(from, at));
    from = at + literal.length;
  }
  return from > end ? undefined : [...values, text.slice(from, end)];
}

/** Each value in Portuguese too; a sentence of others in quotes, where the text itself sets none around it. */
function fill(portuguese: string, values: readonly string[]): string {
  let next = 0;
  return portuguese.replace(/(["«<]?)\{(\d*)\}/g, (_, before: string, place: string) => {
    if (place === '') next += 1;
    const value = values[(place === '' ? next : Number(place)) - 1] ?? '';
    const told = translated(value, true);
    return before === '' ? quoted(value, told) : `${before}${told}`;
  });
}

/** Texts with that sign between them. A text may hold the sign itself: as few parts as make one are one. Undefined: none is known. */
function inParts(
  text: string,
  sign: string,
  within: boolean,
): { readonly told: string; readonly all: boolean } | undefined {
  const parts = text.split(sign);
  if (parts.length === 1) return undefined;
  const told: string[] = [];
  let unknown = 0;
  for (let from = 0; from < parts.length; ) {
    let until = from;
    let one: string | undefined;
    while (one === undefined && until < Math.min(parts.length, from + LONGEST)) {
      until += 1;
      one = whole(parts.slice(from, until).join(sign), within);
    }
    if (one === undefined) unknown += 1;
    told.push(one ?? parts[from] ?? '');
    from = one === undefined ? from + 1 : until;
  }
  return unknown === told.length ? undefined : { told: told.join(sign), all: unknown === 0 };
}

/** Most parts of one text that has the sign itself. */
const LONGEST = 6;
