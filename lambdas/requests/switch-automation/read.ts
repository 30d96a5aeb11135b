import * as v from 'valibot';
import { AUTOMATION_OFF_MOST_HOURS } from '../../model/automation.ts';
import { filledIn, ifGiven, ownWords, problems, refusal, someText, text } from '../problems.ts';

/** What a person asks for. */
export type Switch =
  | {
      readonly automation: 'off';
      /** ISO 8601, in UTC. */
      readonly until: string;
      readonly reason: string;
      readonly requestedBy: string | null;
      /** Id or version; null: the whole environment. */
      readonly release: string | null;
    }
  | { readonly automation: 'on'; readonly reason: string; readonly requestedBy: string | null };

export type Reading =
  | { readonly kind: 'read'; readonly asked: Switch }
  | { readonly kind: 'refused'; readonly message: string };

const common = { reason: ownWords(500), requestedBy: ifGiven(v.pipe(text(120), filledIn)) };
const schemas = {
  off: v.strictObject({
    automation: v.literal('off'),
    until: someText(60),
    ...common,
    release: ifGiven(v.pipe(text(128), filledIn)),
    secondPerson: v.optional(someText(60)),
  }),
  on: v.strictObject({ automation: v.literal('on'), ...common }),
};

/** Whether an input of the decision workflow is about automation at all. */
export const isSwitch = (request: unknown): request is { readonly automation: unknown } =>
  typeof request === 'object' && request !== null && 'automation' in request;

/** Reads what a person typed about automation. @param now ISO 8601 */
export function read(request: unknown, now: string): Reading {
  const to = isSwitch(request) ? request.automation : undefined;
  if (to !== 'off' && to !== 'on')
    return refused([`"automation" is ${JSON.stringify(to) ?? 'missing'}; expected "off" or "on"`], now);
  const parsed = v.safeParse(schemas[to], request);
  if (!parsed.success) return refused(problems(parsed.issues), now);
  if (parsed.output.automation === 'on') return { kind: 'read', asked: parsed.output };
  const { until, secondPerson: _, ...asked } = parsed.output;
  const wrong = wrongTime(until, now);
  if (wrong !== undefined) return refused([`"until" is "${until}"; ${wrong}`], now);
  return { kind: 'read', asked: { ...asked, until: new Date(until).toISOString() } };
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const HOUR_MS = 3_600_000;

function wrongTime(until: string, now: string): string | undefined {
  const found = MOMENT.exec(until);
  const at = Date.parse(until);
  if (found === null || Number.isNaN(at) || !isDate(found))
    return 'expected a time with its zone, in ISO 8601, as in the example';
  if (at <= Date.parse(now)) return `expected a time to come; it is ${now}`;
  if (at > Date.parse(now) + AUTOMATION_OFF_MOST_HOURS * HOUR_MS)
    return `expected a time within ${AUTOMATION_OFF_MOST_HOURS} hours, at the latest ${later(now, AUTOMATION_OFF_MOST_HOURS)}. It can be switched off again then`;
  return undefined;
}

/** JavaScript takes 30 February for 2 March. */
function isDate([, year, month, day]: RegExpExecArray): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const later = (now: string, hours: number): string => new Date(Date.parse(now) + hours * HOUR_MS).toISOString();

const refused = (found: readonly string[], now: string): Reading => ({
  kind: 'refused',
  message: refusal('The switch of automation', found, {
    automation: 'off',
    until: later(now, 2),
    reason: 'Load test of the surveys until then: its alarms are expected',
  }),
});
