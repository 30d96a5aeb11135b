import * as v from 'valibot';
import { email, matching } from './values.ts';

export const audience = v.pipe(v.array(email), v.minLength(1, 'expected at least one e-mail address'));

export const webAddress = matching(
  /^https:\/\/[^\s#?]+[^\s#?/]$/,
  'an address that begins with "https://", without "?", "#" or a slash at its end',
);
