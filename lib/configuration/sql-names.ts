import { matching } from './values.ts';

/** As SQL writes it: what is not all lower case, or has a hyphen, stands in double quotes. */
const IDENTIFIER = '(?:[a-z_][a-z0-9_$]*|"(?:[^"\\p{Cc}]|""){1,63}")';
export const table = matching(
  new RegExp(`^${IDENTIFIER}(?:\\.${IDENTIFIER})?$`, 'u'),
  'a table name as SQL writes it, such as "answers" or "public.answers"; in double quotes what has capitals or a hyphen: \'"Answer"\'',
);
export const databaseName = matching(
  /^[A-Za-z_][A-Za-z0-9_$-]{0,62}$/,
  'a database name of at most 63 letters, digits, hyphens and underscores',
);
export const role = matching(
  /^[A-Za-z_][A-Za-z0-9_$.@-]{0,62}$/,
  'a database role of at most 63 letters, digits, hyphens and underscores',
);
