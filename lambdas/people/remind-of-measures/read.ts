import * as v from 'valibot';
import type { Measures } from '../../model/measures.ts';
import { problems, someText, text } from '../../requests/problems.ts';
import { isDay } from './days.ts';

const day = v.pipe(
  v.string(),
  v.check(isDay, (issue) => `is ${issue.received}; expected a day such as "2026-12-01"`),
);
const dayOrEmpty = v.pipe(
  v.string(),
  v.check(
    (given) => given === '' || isDay(given),
    (issue) => `is ${issue.received}; expected a day such as "2026-12-01", or ""`,
  ),
);

const measure = v.variant('filled', [
  /** A line that nobody has filled in yet. */
  v.object({ filled: v.literal(false) }),
  v.strictObject({
    filled: v.literal(true),
    what: someText(500),
    owner: someText(120),
    due: day,
    done: v.optional(dayOrEmpty, ''),
  }),
]);

const file = v.object({
  incident: someText(128),
  ended: day,
  measures: v.array(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((line) => ({ ...line, filled: typeof line['what'] !== 'string' || line['what'].trim() !== '' })),
      measure,
    ),
  ),
  evaluation: v.strictObject({ due: day, text: v.optional(text(4_000), '') }),
});

export type Reading =
  | { readonly kind: 'read'; readonly measures: Measures }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Reads what people have filled in; every problem is named. */
export function read(written: string): Reading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(written);
  } catch (error) {
    return { kind: 'refused', problems: [`the file is not JSON: ${(error as Error).message}`] };
  }
  const result = v.safeParse(file, parsed);
  if (!result.success) return { kind: 'refused', problems: problems(result.issues) };
  const { measures, ...rest } = result.output;
  const filled = measures.flatMap((one) => (one.filled ? [one] : []));
  return { kind: 'read', measures: { ...rest, measures: filled.map(({ filled: _, ...one }) => one) } };
}
