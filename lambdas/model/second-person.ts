/** Somebody whom AWS has authenticated, as far as it tells who they are. */
export interface Known {
  /** Name of the person behind the identity, as people read it. */
  readonly person: string;
  /** ARN of the identity that signed. */
  readonly identity: string;
}

/** A request that waits for a second person, or waited. Key: `record = "second-person#<id>"`. Times are ISO 8601. */
export interface SecondPersonRecord {
  readonly id: string;
  /** Who has asked. */
  readonly asked: Known & { readonly at: string };
  /** What was asked for: the input of the decision workflow, as JSON in the form of `contentOf`. */
  readonly content: string;
  readonly reason: string;
  /** Until then another person may confirm. */
  readonly expiresAt: string;
  /** Who has confirmed; absent: nobody yet. */
  readonly confirmed?: Known & { readonly at: string };
  /** ARN of the execution that carries it out: no other one may. Absent: none does yet. */
  readonly execution?: string;
  /** When DevOps was told that nobody had confirmed in time. */
  readonly expiredToldAt?: string;
}

/** How the rule stands in the workflow; null: there is none. */
export interface SecondPersonRule {
  /** Address of the function that takes asking and confirming. */
  readonly url: string;
}

/** How long a request waits. Who confirms later decides about another situation. */
export const SECOND_PERSON_MINUTES = 60;
/** The confirmation starts the decision at once; what comes so long after it is no start of ours. */
export const CARRIED_OUT_WITHIN_MINUTES = 15;

/** Key of an input that names the confirmed request. */
export const SECOND_PERSON = 'secondPerson';

/** What of a request needs a second person: its keys, as people typed them. */
export function needsSecondPerson(request: unknown): readonly string[] {
  if (typeof request !== 'object' || request === null) return [];
  const of = request as Readonly<Record<string, unknown>>;
  if (of['dryRun'] === true) return [];
  return [
    ...(of['automation'] === 'off' ? ['"automation": "off"'] : []),
    ...('acceptLostWrites' in of ? ['"acceptLostWrites"'] : []),
    ...(of['acceptProof'] === true ? ['"acceptProof": true'] : []),
    ...(of['database'] === 'forward' ? ['"database": "forward"'] : []),
  ];
}

/** A request's content, whatever the order of its keys. The name of the confirmed request is none of it. */
export function contentOf(request: object): string {
  const { [SECOND_PERSON]: _, ...content } = request as Record<string, unknown>;
  return JSON.stringify(sorted(content));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}
