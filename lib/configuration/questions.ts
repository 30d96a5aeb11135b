/**
 * What `knowngood init` could not know stands in a configuration as a question. It is no value: whatever its key takes, a
 * configuration is refused while one is left.
 */
const QUESTION = '??? ';

export const question = (text: string): string => `${QUESTION}${text}`;

export interface Question {
  /** Where it stands, as `database.tables.0`. */
  readonly path: string;
  readonly text: string;
}

/** The questions that are left, in the order of the configuration. */
export function questionsOf(value: unknown, path = ''): Question[] {
  if (typeof value === 'string')
    return value.startsWith(QUESTION) ? [{ path, text: value.slice(QUESTION.length) }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => questionsOf(inner, path === '' ? key : `${path}.${key}`));
}

/** Whether a problem of this place is one only because a question stands there, or within. */
export const isAsked = (questions: readonly Question[], path: string): boolean =>
  path !== '' && questions.some((one) => one.path === path || one.path.startsWith(`${path}.`));
