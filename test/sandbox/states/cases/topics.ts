import type { Case } from '../case.ts';
import { catches, retries } from './retry-and-catch.ts';
import { values } from './values.ts';

/** Every conformance case, by topic. */
export const topics: Readonly<Record<string, readonly Case[]>> = {
  'values, variables, context': values,
  Retry: retries,
  Catch: catches,
};
