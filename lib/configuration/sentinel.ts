import * as v from 'valibot';
import { matching } from './values.ts';

/** A query whose answer says whether a database is fit to serve: one row, one column. */
export const sentinel = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  sql: matching(/^\s*(select|with)\b[^;]*$/i, 'one SELECT, or WITH … SELECT, without a semicolon'),
  expect: v.union([v.strictObject({ equals: v.string() }), v.strictObject({ atLeast: v.number() })]),
});
