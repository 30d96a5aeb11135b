import * as v from 'valibot';
import { needed } from '../../lambdas/model/carried.ts';
import { taskCheck } from './task-check.ts';
import { matching, name, whole } from './values.ts';

/** Checks of the running application, as a configuration gives them. */

const jsonPath = matching(
  /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
  'keys and indexes with dots between them, such as "items.0.name"',
);
const headerName = matching(/^[A-Za-z0-9-]{1,40}$/, 'the name of a header');
const valueName = matching(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'a name of letters, digits, hyphens and underscores');
/** A regular expression that is not long; at run time its search ends after half a second. */
const expression = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(200, 'expected a regular expression of at most 200 characters'),
  v.check(
    (source) => {
      try {
        return new RegExp(source) !== undefined;
      } catch {
        return false;
      }
    },
    (issue) => `is ${JSON.stringify(issue.input)}; expected a regular expression`,
  ),
);

/** A configuration stands in the states of a workflow, which people may read: no secret belongs into it. */
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key'];
const holdsSecret = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).some(
    ([header, value]) => SECRET_HEADERS.includes(header.toLowerCase()) && !value.includes('{{'),
  );

const expected = v.strictObject({
  status: whole(100, 599),
  includes: v.optional(v.string()),
  /** Header -> its value, to the letter. */
  headers: v.optional(v.record(headerName, v.string())),
  /** Path in the JSON of the answer -> its value. */
  json: v.optional(v.record(jsonPath, v.union([v.string(), v.number(), v.boolean(), v.null()]))),
  matches: v.optional(expression),
  /** Longest time of an answer, in milliseconds. */
  withinMs: v.optional(whole(1, 10_000)),
});

const httpCheck = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  functionality: name,
  smoke: v.optional(v.boolean(), false),
  method: v.optional(v.picklist(['GET', 'POST']), 'GET'),
  path: matching(/^\/[^\s]*$/, 'a path that begins with "/"'),
  headers: v.optional(
    v.pipe(
      v.record(headerName, v.string()),
      v.check(
        (headers) => !holdsSecret(headers),
        `expected no secret in it: ${SECRET_HEADERS.join(', ')} may only hold a value that an earlier check kept, as {{token}}`,
      ),
    ),
  ),
  body: v.optional(v.string()),
  /** How often it is asked before it counts as failed. */
  tries: v.optional(whole(1, 5)),
  /** Values of the answer for later checks, which name them as {{name}}: name -> path in the JSON of the answer. */
  keep: v.optional(v.record(valueName, jsonPath)),
  expect: expected,
});

/** A request to the application, or a one-off task of ECS. */
const check = v.lazy((given) => (isTask(given) ? taskCheck : httpCheck));

const isTask = (given: unknown): boolean => typeof given === 'object' && given !== null && 'task' in given;

export const checks = v.pipe(
  v.array(check),
  v.check((all) => all.some((c) => c.smoke === true), 'expected at least one check with smoke: true'),
  v.check((all) => once(all.map((c) => c.name)), 'expected the name of each check once'),
  v.check(
    (all) => once(all.flatMap((c) => ('task' in c ? [] : Object.keys(c.keep ?? {})))),
    'expected each value in "keep" once',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed) for (const message of unknownValues(dataset.value)) addIssue({ message });
  }),
);

const once = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

type Check = v.InferOutput<typeof httpCheck> | v.InferOutput<typeof taskCheck>;

/** Values that no earlier check keeps: a check cannot wait for one behind it. */
function unknownValues(all: readonly Check[]): string[] {
  const kept = new Set<string>();
  return all.flatMap((one) => {
    if ('task' in one) return [];
    const { headers = {}, body = '', path } = one;
    const missing = needed({ headers, body, path }).filter((value) => !kept.has(value));
    for (const value of Object.keys(one.keep ?? {})) kept.add(value);
    return missing.map(
      (value) =>
        `check "${one.name}" is given {{${value}}}, which no check before it keeps; expected it in the "keep" of one`,
    );
  });
}
