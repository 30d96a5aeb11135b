import { writeOff, writeOn } from '../../ledger/automation.ts';
import { environmentName, newestReleases, readAutomation, readStatus } from '../../ledger/table.ts';
import { type AutomationOff, type AutomationRecord, offAt, rangWhile } from '../../model/automation.ts';
import { REQUEST_REFUSED, TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { rollbackMachine } from '../decision-door.ts';
import { whyNotByOne } from '../second-person/hold.ts';
import type { Input, Output } from './contract.ts';
import { read, type Switch } from './read.ts';
import { changeable } from './release.ts';

/**
 * Switches off, or on again, that alarms start rollbacks: for the environment, or for one release. It changes nothing on AWS
 * and needs no lock. Work that runs goes on.
 */
export const handler = step<Input, Output>(async ({ now, request, execution, secondPerson }) => {
  const reading = read(request, now);
  if (reading.kind === 'refused') throw new StepError(REQUEST_REFUSED, reading.message);
  const { asked } = reading;
  const found = await readAutomation();
  const rollback = rollbackMachine(environmentName(), execution);
  if (asked.automation === 'off') {
    const off = await offFor(asked, found, now);
    const alone = await whyNotByOne({ request, rule: secondPerson, execution, now });
    if (alone !== null) throw refused(alone);
    // Else the answer to an earlier call was lost.
    if (found.off?.at !== now && !(await writeOff(found, off))) throw meanwhile();
    return { message: { kind: 'automation-off', off, rollback } };
  }
  const last = lastOf(found, asked, now);
  if (found.off !== undefined && !(await writeOn(last))) throw meanwhile();
  const { at, by, reason } = last;
  return {
    message: {
      kind: 'automation-on',
      off: last.off,
      at,
      by,
      reason,
      rang: rangWhile(found, last.off),
      rollback,
    },
  };
});

const meanwhile = (): StepError =>
  new StepError(TEMPORARILY_UNAVAILABLE, 'Somebody else has switched automation meanwhile; this comes again.');

const refused = (why: string): StepError =>
  new StepError(REQUEST_REFUSED, `The switch of automation was refused, nothing was touched: ${why}.`);

async function offFor(
  { until, reason, requestedBy: by, release }: Extract<Switch, { automation: 'off' }>,
  found: AutomationRecord,
  now: string,
): Promise<AutomationOff> {
  const since = offAt(found, now)?.since ?? now;
  return { since, at: now, until, reason, by, release: release === null ? null : await named(release) };
}

/** @throws StepError RequestRefused where alarms undo no such release */
async function named(wanted: string): Promise<AutomationOff['release']> {
  const [status, releases]: [StatusRecord, Awaited<ReturnType<typeof newestReleases>>] = await Promise.all([
    readStatus(),
    newestReleases((soFar) => changeable(null, soFar).length > 0),
  ]);
  const known = changeable(status.status === 'releasing' ? status.work : null, releases);
  const found = known.find(({ id, version }) => id === wanted || version === wanted);
  if (found !== undefined) return { id: found.id, version: found.version };
  const expected = known.map(({ id, version }) => `${id} (version ${version})`).join(' or ');
  throw refused(
    `"release" is "${wanted}"; expected the release that an alarm would undo now: ${expected === '' ? 'there is none' : expected}. Leave it out to switch off for every release`,
  );
}

/** How it comes on again. @throws StepError RequestRefused where it is on */
function lastOf(
  { off, last }: AutomationRecord,
  { reason, requestedBy: by }: Extract<Switch, { automation: 'on' }>,
  now: string,
): NonNullable<AutomationRecord['last']> {
  if (off !== undefined) return { off, at: now, by, reason };
  if (last?.at === now) return last;
  throw refused(
    last === undefined
      ? 'it is on, and nobody has ever switched it off; expected it to be off'
      : `it is on since ${last.at}, switched on by ${last.by ?? (last.reason === null ? 'its time' : 'a person')}; expected it to be off`,
  );
}
