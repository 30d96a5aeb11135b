import { readSecondPerson, writeCarriedOut } from '../../ledger/second-person.ts';
import type { SecondPersonRule } from '../../model/second-person.ts';
import { ruled, whyNotCarriedOut } from './carried-out.ts';

interface Start {
  readonly request: unknown;
  readonly rule: SecondPersonRule | null | undefined;
  /** ARN of the execution. */
  readonly execution: string;
  readonly now: string;
}

/**
 * Holds a start of the decision workflow to the rule of the second person, and marks a confirmed request as carried out by it. Asked
 * again by the same execution it says the same.
 * @returns why it is refused; null: it may go on
 */
export async function whyNotByOne({ request, rule, execution, now }: Start): Promise<string | null> {
  const found = ruled(request, rule);
  if (found.kind === 'free') return null;
  if (found.kind === 'refused') return found.why;
  const { id } = found;
  const about = { id, request: request as object, execution, now };
  const why = whyNotCarriedOut(about, await readSecondPerson(id));
  if (why !== null) return why;
  if (await writeCarriedOut(id, execution)) return null;
  return whyNotCarriedOut(about, await readSecondPerson(id)) ?? `"${id}" was changed meanwhile. Ask again`;
}
