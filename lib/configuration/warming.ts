import * as v from 'valibot';
import { whole } from './values.ts';

/** At the 20 MB/s that S3 may bring of a cold volume: the indexes and the newest rows of most applications. */
const WARMING_MINUTES = 5;

/**
 * How long users of a restored database wait, behind the page, for the configured tables to be read from S3. Settle goes on
 * with what is left. 0: nothing is read, before they come back or after.
 */
export const warmingMinutes = v.optional(whole(0, 60), WARMING_MINUTES);
