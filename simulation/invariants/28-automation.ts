import { STATES } from '../../lambdas/model/state-names.ts';
import { AUTOMATION_IS_ON } from '../people/words.ts';
import type { Run } from '../run/run.ts';
import type { Invocation } from '../world/invocation.ts';
import { isToDevops } from '../world/mail.ts';
import { callsOf, invocationsBy, invocationsOf, resultOf } from './acts.ts';

/** Two looks of the watchdog at its rarest, and its message again. */
const TOLD_WITHIN_MS = 20 * 60_000;

/** A time in which alarms start nothing. Virtual ms. */
interface Off {
  readonly from: number;
  readonly until: number;
}

/**
 * While a person has switched automation off, no alarm starts a rollback, by its event or by a release's watch. That it is on
 * again is told, with every alarm that was kept from starting one and still rings.
 */
export function automation(run: Run): string[] {
  const times = offTimes(run);
  return [
    ...invocationsBy(run, STATES.readWhatStartedTheRollback)
      .filter((one) => within(times, one) && (resultOf(one) as Read | undefined)?.act === true)
      .filter((one) => (resultOf(one) as Read).trigger.kind === 'alarm')
      .map(() => 'an alarm starts a rollback, though automation is off'),
    ...invocationsOf(run, 'look-at-alarms')
      .filter((one) => within(times, one) && one.outcome !== undefined && 'error' in one.outcome)
      .filter(({ outcome }) => JSON.stringify(outcome).includes('AlarmFired'))
      .map(() => 'the watch fails a release for an alarm, though automation is off'),
    ...times.flatMap((off) => untold(run, off)),
  ];
}

interface Read {
  readonly act: boolean;
  readonly trigger: { readonly kind: string };
}

/** By the clock that the step was given: the time is over for it at once, and not when somebody has tidied up. */
const within = (times: readonly Off[], { at, payload }: Invocation): boolean => {
  const { moment } = payload as { readonly moment: { readonly now: string } };
  return times.some(({ from, until }) => at > from && Date.parse(moment.now) < until);
};

/** As the switches have written it. */
function offTimes(run: Run): Off[] {
  const written = callsOf(run, 'switch-automation')
    .filter(({ operation, took }) => operation === 'UpdateItem' && took)
    // An SDK that lost the answer writes the same once more.
    .filter(({ input }, n, all) => JSON.stringify(input) !== JSON.stringify(all[n - 1]?.input));
  return written.flatMap(({ at, input }, n) => {
    const until = untilIn(input);
    if (until === undefined) return [];
    return [{ from: at, until: Math.min(until, written[n + 1]?.at ?? until) }];
  });
}

const untilIn = (input: unknown): number | undefined => {
  const [, until] = /":off":.*?"until":(?:\{"S":)?"([^"]+)"/.exec(JSON.stringify(input)) ?? [];
  return until === undefined ? undefined : Date.parse(until);
};

function untold({ world }: Run, { from, until }: Off): string[] {
  if (until + TOLD_WITHIN_MS > world.clock.now() || world.facts.watchdogStopped) return [];
  const told = world.mail.mails.find(
    (mail) => isToDevops(mail) && mail.subject.includes(AUTOMATION_IS_ON) && mail.at >= until,
  );
  if (told === undefined || told.at > until + TOLD_WITHIN_MS) return ['automation is on again, and nobody hears of it'];
  return ringing(world, from, told.at)
    .filter((alarm) => !told.body.includes(alarm))
    .map((alarm) => `${alarm} rang while automation was off and rings on, and nobody hears of it`);
}

/** Alarms that were kept from starting a rollback since then, and that are in ALARM at that time by their history. */
function ringing(world: Run['world'], from: number, at: number): string[] {
  const kept = world.calls
    .filter((call) => call.step === 'read-rollback-trigger' && call.operation === 'UpdateItem' && call.took)
    .filter((call) => call.at >= from && call.at < at)
    .flatMap(({ input }) => Object.entries((input as Named).ExpressionAttributeNames ?? {}))
    .flatMap(([name, alarm]) => (name === '#alarm' ? [alarm] : []));
  const { DescribeAlarmHistory } = world.cloudwatch.handlers as unknown as {
    DescribeAlarmHistory(input: object): { AlarmHistoryItems?: { Timestamp: Date; HistorySummary: string }[] };
  };
  return [...new Set(kept)].filter((AlarmName) => {
    const { AlarmHistoryItems = [] } = DescribeAlarmHistory({ AlarmName, HistoryItemType: 'StateUpdate' });
    const changes = AlarmHistoryItems.map((item) => ({ ...item, after: new Date(item.Timestamp).getTime() - at }));
    if (changes.some(({ after }) => Math.abs(after) < SETTLES_MS)) return false;
    const before = changes.filter(({ after }) => after < 0).sort((a, b) => b.after - a.after);
    return before[0]?.HistorySummary.endsWith('to ALARM') === true;
  });
}

interface Named {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

/** An alarm that changes while the message is written may be in it or not. */
const SETTLES_MS = 60_000;
