import * as v from 'valibot';
import { oneLine } from '../step/one-line.ts';
import { isPlaceholder } from './placeholder.ts';

/** One line per problem: where, what was found, what was expected. */
export function problems(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => {
    const path = v.getDotPath(issue) ?? '';
    const where = path === '' ? 'the request' : `"${path}"`;
    if (issue.type === 'strict_object' && issue.expected === 'never')
      return `${where} is not a known key; expected it to be left out, or spelt otherwise`;
    // Our own messages: either a sentence that goes on after the name, or the expected value.
    if (issue.kind === 'validation' || issue.type === 'union' || issue.type === 'custom' || issue.type === 'check')
      return issue.message.startsWith('expected')
        ? `${where} is ${issue.received}; ${issue.message}`
        : `${where} ${issue.message}`;
    if (issue.received === 'undefined') return `${where} is missing`;
    return `${where} is ${issue.received}; expected ${inWords(issue.expected ?? '')}`;
  });
}

/** `("a" | "b")` as people write it. */
const inWords = (expected: string): string =>
  expected
    .replace(/^\((.*)\)$/, '$1')
    .replaceAll(' | ', ' or ')
    .replace(/^Object$/, 'an object, as in the example')
    .replace(/^(string|number|boolean)$/, 'a $1');

/** A person's text: bounded, on one line, without control characters. */
export const text = (longest: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()),
    v.maxLength(longest, (issue) => `has ${issue.received} characters; expected at most ${longest}`),
  );

/** A value for machines: bounded, otherwise kept as typed, line breaks and blanks included. */
export const value = (longest: number) =>
  v.pipe(
    v.string(),
    v.check((given) => !given.includes('\0'), 'holds a NUL character; expected text'),
    v.maxLength(longest, (issue) => `has ${issue.received} characters; expected at most ${longest}`),
  );

/** As `text`, and not empty. */
export const someText = (longest: number) => v.pipe(text(longest), v.minLength(1, 'is empty; expected some text'));

/** Refuses what was copied from a template and never filled in. */
export const filledIn = v.check<string, v.ErrorMessage<v.CheckIssue<string>>>(
  (given) => given === '' || !isPlaceholder(given),
  (issue) => `is the placeholder ${issue.received}; expected your own words, which everybody will read`,
);

/** As `someText`, in a person's own words. */
export const ownWords = (longest: number) => v.pipe(someText(longest), filledIn);

/** A text that may be left out or empty: null then. */
export const ifGiven = (schema: v.GenericSchema<string, string>) =>
  v.pipe(
    v.optional(schema, ''),
    v.transform((given) => (given === '' ? null : given)),
  );

/** One message for a wrong request: it names every problem and shows a correct example. */
export function refusal(what: string, found: readonly string[], example: unknown): string {
  const told = found.slice(0, MOST_PROBLEMS).map((problem) => oneLine(problem, LONGEST_PROBLEM));
  const more = found.length > told.length ? `; and ${found.length - told.length} more` : '';
  return `${what} was refused, nothing was touched: ${told.join('; ')}${more}. A correct example: ${JSON.stringify(example)}`;
}

/**
 * Most problems named: the message must fit into an execution's cause, and names of keys, which may be long, are part of it.
 */
const MOST_PROBLEMS = 20;
const LONGEST_PROBLEM = 500;
