import * as v from 'valibot';
import { notActedOnIn } from '../../messages/not-acted-on.ts';
import type { Drill } from '../../model/drill.ts';
import { type Alarm, CRITERIA } from '../../model/environment.ts';
import type { Trigger } from '../../model/rollback.ts';
import { filledIn, ifGiven, ownWords, problems, refusal, someText, text } from '../problems.ts';
import { isSwitch } from '../switch-automation/read.ts';
import { imageProblems } from './chosen-images.ts';
import type { Input } from './contract.ts';
import { contradictions } from './contradictions.ts';
import { asAlarm, drillOf } from './read-drill.ts';

const example = { reason: 'Dashboards answer 500 since 14:10', criterion: 'monitoring-feedback' };

const person = v.strictObject({
  reason: ownWords(500),
  criterion: v.picklist(CRITERIA),
  requestedBy: ifGiven(v.pipe(text(120), filledIn)),
  incident: v.optional(someText(60)),
  database: v.optional(v.picklist(['policy', 'restore', 'keep', 'forward']), 'policy'),
  acceptLostWrites: v.optional(
    v.union(
      [v.pipe(v.number(), v.integer(), v.minValue(0)), v.literal('unknown')],
      'expected a whole number of writes, or "unknown"',
    ),
  ),
  acceptProof: v.optional(v.boolean(), false),
  decision: v.optional(v.picklist(['reopen']), undefined),
  images: v.optional(v.record(v.string(), someText(500)), {}),
  to: v.optional(someText(60)),
  affected: v.optional(v.array(text(60)), []),
  dryRun: v.optional(v.boolean(), false),
  secondPerson: v.optional(someText(60)),
});

const failedRelease = v.object({
  failedRelease: v.object({ release: someText(60), version: text(128), error: text(256), cause: text(4_000) }),
});

/** Of a composite alarm: its suppressor keeps the actions back. */
const suppression = { actionsSuppressedBy: v.optional(v.string()) };

/** The fields that are read of EventBridge's event of a CloudWatch alarm. */
const alarmEvent = v.object({
  source: v.literal('aws.cloudwatch'),
  'detail-type': v.literal('CloudWatch Alarm State Change'),
  resources: v.tuple([v.string()]),
  detail: v.object({
    alarmName: v.string(),
    state: v.object({ value: v.string(), timestamp: v.string(), reason: v.optional(v.string(), ''), ...suppression }),
    previousState: v.optional(v.object({ value: v.optional(v.string()), ...suppression })),
  }),
});

export type Reading =
  | { readonly kind: 'read'; readonly trigger: Trigger }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'reported'; readonly trigger: Trigger; readonly why: string }
  /** `why`: what would hold the alarm back, were it real; null: nothing that the event shows. */
  | { readonly kind: 'drill'; readonly trigger: Trigger; readonly drill: Drill; readonly why: string | null };

/** Reads what started the execution. An event that may not be acted on is reported; a person's mistake is refused. */
export function read(input: Input): Reading {
  const request = input.request;
  if (typeof request === 'object' && request !== null && 'detail-type' in request) return readEvent(input);
  if (typeof request === 'object' && request !== null && 'failedRelease' in request) {
    const parsed = v.safeParse(failedRelease, request);
    if (!parsed.success) return refused(problems(parsed.issues));
    const { release, error, cause, version } = parsed.output.failedRelease;
    const reason = `Release ${version} failed: ${cause === '' ? error : cause}`;
    return {
      kind: 'read',
      trigger: { kind: 'failed-release', release, criterion: 'monitoring-feedback', error, reason },
    };
  }
  if (isSwitch(request))
    return refused([
      `"automation" is switched by another workflow; expected a start of ${input.decisionWorkflow} with the same input`,
    ]);
  const parsed = v.safeParse(person, request);
  if (!parsed.success) return refused(problems(parsed.issues));
  const unknown = parsed.output.affected.filter((name) => !input.functionalities.includes(name));
  if (unknown.length > 0) {
    return refused(
      unknown.map(
        (name) =>
          `"affected" names the functionality "${name}", which no check is tagged with; expected one of ${input.functionalities.map((f) => `"${f}"`).join(', ')}`,
      ),
    );
  }
  const deciding = [
    ...(['incident', 'acceptLostWrites', 'acceptProof', 'decision', 'images', 'secondPerson'] as const)
      .filter((key) => key in (request as object))
      .map((key) => `"${key}"`),
    ...(parsed.output.database === 'forward' ? ['"database": "forward"'] : []),
  ];
  if (!input.mayDecide && deciding.length > 0) {
    return refused([
      `${deciding.join(', ')} decides about an incident, which this workflow does not take; expected a start of ${input.decisionWorkflow} with the same input`,
    ]);
  }
  const wrong = [...contradictions(parsed.output), ...imageProblems(parsed.output, input.services)];
  if (wrong.length > 0) return refused(wrong);
  const { acceptLostWrites, decision, incident, to, secondPerson: _, ...rest } = parsed.output;
  return {
    kind: 'read',
    trigger: {
      kind: 'person',
      ...rest,
      incident: incident ?? null,
      to: to ?? null,
      acceptLostWrites: acceptLostWrites ?? null,
      decision: decision ?? 'none',
    },
  };
}

/** A drill is read as the alarm that it stands for, and is never one. */
function readEvent(input: Input): Reading {
  const drill = drillOf(input.request);
  if (drill === undefined) return readAlarm(input);
  const as = readAlarm({ ...input, request: asAlarm(input.request, input.moment.now) });
  if (as.kind !== 'read' && as.kind !== 'reported') return as;
  const requestedBy = drill.requestedBy === null ? null : clean(drill.requestedBy, 120);
  return {
    kind: 'drill',
    trigger: as.trigger,
    drill: { ...drill, requestedBy },
    why: as.kind === 'reported' ? as.why : null,
  };
}

function readAlarm(input: Input): Reading {
  const parsed = v.safeParse(alarmEvent, input.request);
  const unread: Trigger = {
    kind: 'alarm',
    alarm: 'unknown',
    criterion: 'monitoring-feedback',
    at: input.startedAt,
    reason: '',
  };
  if (!parsed.success)
    return {
      kind: 'reported',
      trigger: unread,
      why: notActedOnIn(input.language).noAlarmEvent(problems(parsed.issues).join('; ')),
    };
  const { detail, resources } = parsed.output;
  const alarm = input.alarms.find((a) => a.name === detail.alarmName);
  const trigger: Trigger = {
    kind: 'alarm',
    alarm: clean(detail.alarmName, 255),
    criterion: alarm?.criterion ?? 'monitoring-feedback',
    at: momentOf(detail.state.timestamp) ?? input.startedAt,
    reason: clean(detail.state.reason, 1_023),
  };
  const why = whyNot(input, alarm, detail.state, resources[0], detail.alarmName) ?? whyNoChange(detail, input);
  return why === undefined ? { kind: 'read', trigger } : { kind: 'reported', trigger, why };
}

function whyNot(
  input: Input,
  alarm: Alarm | undefined,
  state: { value: string; timestamp: string },
  arn: string,
  name: string,
): string | undefined {
  const say = notActedOnIn(input.language);
  // Every partition has the same form: arn:aws-cn:…, arn:aws-us-gov:….
  const expected = `${/^arn:aws[a-z-]*/.exec(arn)?.[0] ?? 'arn:aws'}:cloudwatch:${input.region}:${input.account}:alarm:${name}`;
  if (alarm === undefined) return say.notConfigured(clean(name, 255));
  if (arn !== expected) return say.anotherAlarm(clean(arn, 300), expected);
  if (alarm.action !== 'rollback') return say.notifyOnly(alarm.name);
  if (state.value !== 'ALARM') return say.notInAlarm(clean(state.value, 40));
  const age = (Date.parse(input.moment.now) - Date.parse(state.timestamp)) / 1_000;
  if (Number.isNaN(age)) return say.noTime;
  if (age > input.oldestSeconds) return say.tooOld(Math.round(age), input.oldestSeconds);
  return undefined;
}

/**
 * A composite alarm whose actions are suppressed changes from ALARM to ALARM when the suppression begins, changes its kind or
 * ends. At its end CloudWatch performs the actions, and so do we
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html).
 */
function whyNoChange(
  { state, previousState }: v.InferOutput<typeof alarmEvent>['detail'],
  { language }: Input,
): string | undefined {
  const say = notActedOnIn(language);
  if (state.actionsSuppressedBy !== undefined) return say.suppressed(clean(state.actionsSuppressedBy, 40));
  if (previousState?.value === 'ALARM' && previousState.actionsSuppressedBy === undefined) return say.noNewChange;
  return undefined;
}

/** A moment as ISO 8601: the event's own text could hold more than a time. */
function momentOf(timestamp: string): string | undefined {
  const at = Date.parse(timestamp);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const clean = (value: string, longest: number): string =>
  value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, longest);
const refused = (found: readonly string[]): Reading => ({
  kind: 'refused',
  message: refusal('The rollback', found, example),
});
