import { holderRuns } from '../../aws/execution.ts';
import { instanceByName } from '../../database/instances.ts';
import { pointerValue, readPointer } from '../../database/pointer.ts';
import { keptProblems } from '../../database/restore-points/kept.ts';
import { noteRang } from '../../ledger/automation.ts';
import {
  environmentName,
  newestReleases,
  newestRollbacks,
  readAutomation,
  readRelease,
  readStatus,
} from '../../ledger/table.ts';
import { notActedOnIn } from '../../messages/not-acted-on.ts';
import { at } from '../../messages/voice.ts';
import { type AutomationOff, offAt } from '../../model/automation.ts';
import type { Pointer } from '../../model/environment.ts';
import { REQUEST_REFUSED, TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import type { Trigger } from '../../model/rollback.ts';
import { hasFired, lookOfAlarm, rangBetween } from '../../observation/alarms.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { decisionDoor, rollbackMachine } from '../decision-door.ts';
import { forwarding } from '../forward.ts';
import { whyNotByOne } from '../second-person/hold.ts';
import { changeable } from '../switch-automation/release.ts';
import { workId } from '../work-id.ts';
import { type Admission, admit } from './admit.ts';
import { rungByPage } from './after-page.ts';
import type { Input, Output } from './contract.ts';
import { type Reading, read } from './read.ts';
import { wanted } from './wanted.ts';

/** Enough to find the one that has restored the database last. */
const ROLLBACKS = 20;

/**
 * Reads what started the execution and decides whether it may act. Touches nothing; an alarm that rings while automation is off
 * is remembered.
 */
export const handler = step<Input, Output>(async (input) => {
  const id = workId(input.startedAt, input.executionName);
  const reading = read(input);
  if (reading.kind === 'refused') throw new StepError(REQUEST_REFUSED, reading.message);
  const { trigger } = reading;
  const say = notActedOnIn(input.language);
  if (reading.kind === 'drill') return await practised(id, reading, input);
  if (reading.kind === 'reported') return { id, trigger, act: false, why: reading.why, problems: [], drill: null };
  if (trigger.kind === 'alarm' && !(await hasFired(trigger.alarm, trigger.at))) {
    return {
      id,
      trigger,
      act: false,
      why: say.unknownToCloudWatch(trigger.alarm, trigger.at),
      ...{ problems: [], drill: null },
    };
  }
  const admission = await admitted(trigger, input);
  if (admission.kind === 'reported' && admission.held !== undefined && trigger.kind === 'alarm') {
    const { held } = admission;
    if (!(await noteRang(held, trigger.alarm, input.moment.now)))
      throw new StepError(TEMPORARILY_UNAVAILABLE, 'Somebody has switched automation meanwhile; this comes again.');
  }
  // A dry run is answered whatever holds the environment.
  const answered = trigger.kind === 'person' && trigger.dryRun;
  if (admission.kind === 'refused' && (admission.wrong || !answered)) throw refused(admission.why);
  const problems = admission.kind === 'refused' ? [admission.why] : [];
  if (trigger.kind === 'person' && trigger.database === 'forward') {
    const why = await whyNotForward(input.pointer);
    if (why !== null) throw refused(why);
  }
  if (trigger.kind === 'person' && trigger.to !== null) {
    const { to } = trigger;
    const releases = await newestReleases((soFar) => wanted(to, soFar).kind === 'found');
    const found = wanted(to, releases);
    if (found.kind === 'wrong') throw refused(found.why);
    await byTwo(input);
    return { id, trigger: { ...trigger, to: found.id }, act: true, why: null, problems, drill: null };
  }
  const why = admission.kind === 'reported' ? admission.why : null;
  await byTwo(input);
  return { id, trigger, act: why === null, why, problems, drill: null };
});

/** Last of all: a confirmed request that is refused for something else is not used up by it. @throws StepError RequestRefused */
async function byTwo({ request, secondPerson: rule, execution, moment }: Input): Promise<void> {
  const alone = await whyNotByOne({ request, rule, execution, now: moment.now });
  if (alone !== null) throw refused(alone);
}

/** What would become of the trigger now. */
async function admitted(trigger: Trigger, input: Input): Promise<Admission> {
  const status = await readStatus();
  const runs = await holderRuns(status, input.moment.now);
  return admit(trigger, status, runs, {
    door: decisionDoor(environmentName(), input.execution),
    excused: await excusedBy(trigger, status),
    afterPage: await afterPage(trigger, status),
    off: await switchedOff(trigger, status, input.moment.now),
    rollback: rollbackMachine(environmentName(), input.execution),
    when: (time) => at(time, input),
    say: notActedOnIn(input.language),
  });
}

/** A drill is looked at as the alarm that it stands for, but for CloudWatch's own record of it; and nothing is noted down. */
async function practised(
  id: string,
  { trigger, drill, why }: Extract<Reading, { readonly kind: 'drill' }>,
  input: Input,
): Promise<Output> {
  const admission = await admitted(trigger, input);
  const held = why ?? (admission.kind === 'act' ? null : admission.why);
  const told = notActedOnIn(input.language).drill(drill.id);
  return { id, trigger, act: false, why: told, problems: held === null ? [] : [held], drill };
}

const refused = (why: string): StepError =>
  new StepError(REQUEST_REFUSED, `The rollback was refused, nothing was touched: ${why}.`);

/** Why nobody can return to the quarantined database now; null: they can, as far as ledger, RDS and pointer know. */
async function whyNotForward(pointer: Pointer): Promise<string | null> {
  const [rollbacks, releases] = await Promise.all([
    newestRollbacks(ROLLBACKS),
    newestReleases((soFar) => soFar.some(({ outcome }) => outcome === 'rolled-back')),
  ]);
  const found = forwarding(releases, rollbacks);
  if (found.kind === 'wrong') return `"database" is "forward", and ${found.why}`;
  const { kept, live } = found.forward;
  const [gone] = keptProblems(kept, await instanceByName(kept.kept));
  if (gone !== undefined) return `"database" is "forward", and ${gone}`;
  const held = await readPointer(pointer);
  const expected = [live, await endpointOf(kept.kept)].flatMap((at) =>
    at === null ? [] : [pointerValue(pointer, at.host, at.port)],
  );
  return expected.includes(held)
    ? null
    : `"database" is "forward", and the pointer holds "${held}"; expected "${expected[0]}", the endpoint of ${live.identifier}, which the rollback has restored. Somebody else changed it`;
}

async function endpointOf(identifier: string): Promise<{ host: string; port: number } | null> {
  const { Address: host, Port: port = 5432 } = (await instanceByName(identifier))?.Endpoint ?? {};
  return host === undefined ? null : { host, port };
}

/** How automation is off for what this alarm would stop or undo; null: it is on. */
async function switchedOff({ kind }: Trigger, status: StatusRecord, now: string): Promise<AutomationOff | null> {
  if (kind !== 'alarm') return null;
  const off = offAt(await readAutomation(), now);
  if (off === null || off.release === null) return off;
  const releases = await newestReleases((soFar) => changeable(null, soFar).length > 0);
  const holder = status.status === 'releasing' ? status.work : null;
  return changeable(holder, releases).some(({ id }) => id === off.release?.id) ? off : null;
}

/** Alarms that the running release excuses: its watch leaves them out, and so must their events. */
async function excusedBy({ kind }: Trigger, { status, work }: StatusRecord): Promise<readonly string[]> {
  if (kind !== 'alarm' || status !== 'releasing' || work === null) return [];
  return (await readRelease(work))?.request.ignoreAlarms ?? [];
}

/** Whether the alarm may be about the page that is gone already. */
async function afterPage(trigger: Trigger, { lastPage, maintenanceSince }: StatusRecord): Promise<boolean> {
  if (trigger.kind !== 'alarm' || lastPage === null || maintenanceSince !== null) return false;
  const look = await lookOfAlarm(trigger.alarm);
  // Cheap before dear: most alarms ring long after the last page.
  if (!rungByPage(trigger.at, lastPage, { ...look, rangBehindIt: true })) return false;
  const rangBehindIt = await rangBetween(trigger.alarm, new Date(lastPage.since), new Date(lastPage.until));
  return rungByPage(trigger.at, lastPage, { ...look, rangBehindIt });
}
