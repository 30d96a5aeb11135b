import * as v from 'valibot';
import { matching } from './values.ts';

const priority = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50_000));

/** The page that users get, where its rules stand, and a path that proves that they are in again. */
export const maintenance = v.strictObject({
  priorities: v.pipe(
    v.strictObject({ bypass: priority, page: priority }),
    v.check((p) => p.bypass < p.page, 'expected the bypass before the page: a lower number wins'),
  ),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Whether a rollback of services only also shows the page. */
  forServicesOnly: v.optional(v.boolean(), false),
  /** A path that the running application answers with a status below 500. */
  path: matching(/^\/[^\s]*$/, 'a path that begins with "/"'),
});
