import * as v from 'valibot';
import { needsSecondPerson, SECOND_PERSON } from '../../model/second-person.ts';
import { oneLine } from '../../step/one-line.ts';
import { problems, refusal, someText } from '../problems.ts';
import { read as readTrigger } from '../read-rollback-trigger/read.ts';
import { isSwitch, read as readSwitch } from '../switch-automation/read.ts';

/** What somebody wants of the rule. */
export type Wanted =
  | { readonly kind: 'ask'; readonly request: Readonly<Record<string, unknown>>; readonly reason: string }
  | { readonly kind: 'confirm'; readonly id: string }
  | { readonly kind: 'refused'; readonly message: string };

const example = {
  ask: {
    automation: 'off',
    until: '2026-11-24T19:00:00Z',
    reason: 'Load test of the surveys until then: its alarms are expected',
  },
};

const schema = v.union([
  v.strictObject({ ask: v.record(v.string(), v.unknown()) }),
  v.strictObject({ confirm: someText(60) }),
]);

/** A record of DynamoDB takes 400 KB, a message 256 KB: what a person types is far below. */
const LONGEST = 20_000;
const LONGEST_REASON = 500;

/** Reads what was posted. What only the deployed workflow knows (functionalities, services) that workflow reads again. */
export function read(body: string, now: string): Wanted {
  if (body.length > LONGEST) return refused([`the request has ${body.length} characters; expected at most ${LONGEST}`]);
  const parsed = v.safeParse(schema, json(body));
  if (!parsed.success)
    return refused([
      `expected { "ask": … } with the input of the decision workflow, or { "confirm": "<id>" }: ${problems(parsed.issues).join('; ')}`,
    ]);
  if ('confirm' in parsed.output) return { kind: 'confirm', id: parsed.output.confirm };
  const request = parsed.output.ask;
  if (needsSecondPerson(request).length === 0)
    return refused([
      'it accepts no loss, goes not forward again and does not switch automation off: it needs no second person; start the decision workflow',
    ]);
  if (SECOND_PERSON in request) return refused([`"${SECOND_PERSON}" is given by the confirmation; leave it out`]);
  const wrong = isSwitch(request) ? wrongSwitch(request, now) : wrongDecision(request, now);
  if (wrong !== null) return { kind: 'refused', message: wrong };
  return { kind: 'ask', request, reason: oneLine(String(request['reason']), LONGEST_REASON) };
}

function wrongSwitch(request: object, now: string): string | null {
  const reading = readSwitch(request, now);
  return reading.kind === 'refused' ? reading.message : null;
}

function wrongDecision(request: Readonly<Record<string, unknown>>, now: string): string | null {
  const named = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
  const reading = readTrigger({
    ...{ request, execution: '', executionName: '', startedAt: now, moment: { now, redrivenAt: null } },
    ...{ language: 'en', timeZone: 'UTC', account: '', region: '', alarms: [], oldestSeconds: 0 },
    ...{ mayDecide: true, decisionWorkflow: '', pointer: { parameter: '', format: 'host' } },
    functionalities: Array.isArray(request['affected']) ? request['affected'].map(String) : [],
    services: named(request['images']).map((name) => ({ name })),
  });
  return reading.kind === 'refused' ? reading.message : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const refused = (found: readonly string[]): Wanted => ({
  kind: 'refused',
  message: refusal('The request', found, example),
});
