import * as v from 'valibot';
import { generated } from './values.ts';

/** Words of errors in the logs of most languages: any of them in a line. */
const WORDS = ['ERROR', 'Error', 'error', 'FATAL', 'Fatal', 'fatal', 'PANIC', 'panic', 'Exception', 'Traceback'];

/** Where the application logs: a post-mortem quotes lines of errors from there, secrets masked. */
export const logs = v.strictObject({
  groups: v.pipe(
    v.array(generated(/^[A-Za-z0-9._/#-]{1,512}$/, 'the name of a log group')),
    v.minLength(1, 'expected at least one log group, or none of this key'),
    // Each is searched while the step has time: 30 s in all.
    v.maxLength(20, 'expected at most 20 log groups'),
  ),
  /**
   * Filter pattern of CloudWatch Logs that finds lines of errors, as `{ $.level >= 50 }`
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html); left out: words of errors.
   */
  errors: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1, 'expected a filter pattern of CloudWatch Logs'),
      v.maxLength(1_024, 'expected a filter pattern of at most 1,024 characters'),
    ),
    WORDS.map((word) => `?${word}`).join(' '),
  ),
});
