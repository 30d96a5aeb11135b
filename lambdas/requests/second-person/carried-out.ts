import {
  CARRIED_OUT_WITHIN_MINUTES,
  contentOf,
  needsSecondPerson,
  SECOND_PERSON,
  type SecondPersonRecord,
  type SecondPersonRule,
} from '../../model/second-person.ts';

/** What a start of the decision workflow is by the rule of the second person. */
export type Ruled =
  | { readonly kind: 'free' }
  /** It names a request; whether that one was confirmed is in the ledger. */
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Whether a request needs a second person, and which confirmed request it says it is. */
export function ruled(request: unknown, rule: SecondPersonRule | null | undefined): Ruled {
  const because = needsSecondPerson(request);
  if (rule === null || rule === undefined || because.length === 0) return { kind: 'free' };
  const id = (request as Readonly<Record<string, unknown>>)[SECOND_PERSON];
  if (typeof id === 'string') return { kind: 'named', id };
  return {
    kind: 'refused',
    why: `${because.join(', ')} needs a second person here; expected it to be asked and confirmed, which starts it: "knowngood decide" or "knowngood automation off" ask, and another person confirms by "knowngood decide --confirm <id>". A start by hand never satisfies the rule`,
  };
}

/** Why this execution may not carry a request out; null: it may, if no other one did. */
export function whyNotCarriedOut(
  { id, request, execution, now }: { id: string; request: object; execution: string; now: string },
  record: SecondPersonRecord | undefined,
): string | null {
  const named = `"${SECOND_PERSON}" is "${id}"`;
  if (record?.confirmed === undefined)
    return `${named}; expected a request that another person has confirmed, and ${record === undefined ? 'there is none of that id' : 'nobody has confirmed that one'}`;
  if (record.content !== contentOf(request))
    return `${named}, which was confirmed for ${record.content}; expected that content, and nothing else`;
  if (record.execution !== undefined && record.execution !== execution)
    return `${named}, which ${record.execution} has carried out; expected one that nobody has: each is good for one execution. Ask again`;
  const until = Date.parse(record.confirmed.at) + CARRIED_OUT_WITHIN_MINUTES * 60_000;
  if (record.execution === undefined && Date.parse(now) > until)
    return `${named}, which was confirmed at ${record.confirmed.at}; expected a start within ${CARRIED_OUT_WITHIN_MINUTES} minutes of it, and it is ${now}. Ask again`;
  return null;
}
