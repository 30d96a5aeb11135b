import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { countWrites } from '../../database/counts.ts';
import { allInstances, instanceByName, liveInstance } from '../../database/instances.ts';
import { readPointer } from '../../database/pointer.ts';
import { withDatabase } from '../../database/sql.ts';
import { writeOn } from '../../ledger/automation.ts';
import { newestRollbacks, readAutomation, readRelease, readStatus, readWatchdog } from '../../ledger/table.ts';
import { writeWatchdog } from '../../ledger/watchdog.ts';
import { offAt, rangWhile } from '../../model/automation.ts';
import type { Finding } from '../../model/finding.ts';
import type { RollbackRecord, StatusRecord, WatchdogRecord } from '../../model/ledger.ts';
import { UNSEEN_MINUTES } from '../../model/limits.ts';
import { VARIABLES } from '../../model/variables.ts';
import type { WriteCounts } from '../../model/writes.ts';
import { startRollback } from '../../requests/rollback-start.ts';
import { describeServices, primary } from '../../services/describe.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import { lookAtRules } from '../look-at-rules.ts';
import { tellDevops, tellTeams } from '../publish.ts';
import { withStacksBehind } from '../stacks-behind.ts';
import type { Input, Output, Watched } from './contract.ts';
import { find, leftByRestores, movedBack, moving, recentlyQuarantined } from './find.ts';
import { news } from './news.ts';
import { tellExpired } from './second-persons.ts';
import { telling } from './telling.ts';

const states = new SFNClient(clientSettings);
/** More rollbacks than a week has. */
const ROLLBACKS = 50;
/** No database is begun with after this long: the function has 30 s, and one that is down takes five. */
const COUNTING_MS = 10_000;

/** Looks once a minute for what no event reported: events of executions are best effort. Acts only on a dead release. */
export const handler = step<Input, Output>(async ({ time }) => {
  const watched = JSON.parse(required(VARIABLES.watched)) as Watched;
  const [status, rollbacks, before] = await Promise.all([readStatus(), newestRollbacks(ROLLBACKS), readWatchdog()]);
  // The ledger says which services to compare: a variable of a function could not hold a hundred names.
  const services = await describeServices(watched.cluster, Object.keys(status.running));
  const findings = find(time, {
    status,
    holder: await holderOf(status, time),
    running: new Map([...services].map(([name, service]) => [name, primary(service)?.taskDefinition ?? ''])),
  });
  for (const finding of findings) await act(finding);
  const due = telling(time, findings, before.told);
  const left = { watched, status, rollbacks };
  const now = await withStacksBehind(due.now, left);
  if (now.length > 0) await tellDevops(time, { kind: 'watchdog', findings: now }, status.incident);
  const word = news(time, status, before.told);
  if (word.message !== null) await tellTeams(time, word.message);
  await automationIsBack(time);
  if (watched.secondPerson === true) await tellExpired(time);
  // A database that was left answers last: it must not keep anything else from being told.
  await writeWatchdog({
    told: { ...before.told, ...due.told, ...word.told },
    counts: before.counts,
    ...kept(before.rules),
  });
  const rules = await rulesNow(watched, status, services, before);
  const counts = await countQuarantined(time, recentlyQuarantined(time, rollbacks), watched);
  const moved = [
    ...rules.findings,
    ...(await pointedBack(status, rollbacks, watched)),
    ...moving(before.counts, counts),
  ];
  const then = telling(time, moved, before.told);
  const findingsThen = await withStacksBehind(then.now, left);
  if (findingsThen.length > 0) await tellDevops(time, { kind: 'watchdog', findings: findingsThen });
  // What could not be looked at is not mended: it is not told anew at the next look.
  const unseen = Object.entries(before.told).filter(([key]) => !rules.known && key.startsWith('rule-changed '));
  const told = { ...Object.fromEntries(unseen), ...due.told, ...then.told, ...word.told };
  await writeWatchdog({ told, counts: lastKnown(before.counts, counts), ...kept(rules.left) });
  return { found: [...findings, ...moved].map(({ kind }) => kind), told: due.now.length + then.now.length };
});

const kept = (rules: WatchdogRecord['rules']): Pick<WatchdogRecord, 'rules'> => (rules === undefined ? {} : { rules });

async function rulesNow(
  { rules }: Watched,
  status: StatusRecord,
  services: Awaited<ReturnType<typeof describeServices>>,
  before: WatchdogRecord,
): ReturnType<typeof lookAtRules> {
  if (rules === undefined) return { findings: [], left: before.rules, known: false };
  const groups = [...services.values()].flatMap(({ loadBalancers = [] }) =>
    loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
  );
  return await lookAtRules(rules, status, groups, before.rules);
}

/** Tells once that the time is over until which a person had switched automation off. Alarms have been believed since then. */
async function automationIsBack(now: string): Promise<void> {
  const found = await readAutomation();
  const { off } = found;
  if (off === undefined || offAt(found, now) !== null) return;
  const on = { off, at: off.until, by: null, reason: null };
  const rollback = required(VARIABLES.rollbackMachine);
  await tellDevops(now, { kind: 'automation-on', ...on, rang: rangWhile(found, off), rollback });
  // Told first: whoever is cut off in between tells it again, and never not at all.
  await writeOn(on);
}

/** Starts the rollback of a release that died before it could, under the one name that prevents a second. */
async function act(finding: Finding): Promise<void> {
  if (finding.kind !== 'unfinished' || !finding.startRollback) return;
  const release = await readRelease(finding.id);
  if (release === undefined) return;
  await startRollback({ release: release.id, version: release.version, error: finding.ending, cause: '' });
}

async function holderOf(
  { holder, since }: Pick<StatusRecord, 'holder' | 'since'>,
  now: string,
): Promise<{ status: string; endedAt: string } | undefined> {
  if (holder === null || since === null) return undefined;
  try {
    const found = await states.send(new DescribeExecutionCommand({ executionArn: holder }));
    return { status: found.status ?? 'RUNNING', endedAt: (found.stopDate ?? new Date(now)).toISOString() };
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    // DescribeExecution is eventually consistent: an execution not seen yet counts as running.
    const unseen = Date.parse(now) - Date.parse(since) < UNSEEN_MINUTES * 60_000;
    return { status: unseen ? 'RUNNING' : 'MISSING', endedAt: since };
  }
}

/** Where the pointer leads, against what restores left. What cannot be read now is read at the next look. */
async function pointedBack(
  status: StatusRecord,
  rollbacks: readonly RollbackRecord[],
  { pointer }: Watched,
): Promise<Finding[]> {
  const left = leftByRestores(rollbacks);
  if (left === undefined) return [];
  try {
    const live = liveInstance(await allInstances(), pointer, await readPointer(pointer));
    return movedBack(status, left, live?.DBInstanceIdentifier);
  } catch (error) {
    console.warn(`The pointer could not be compared: ${(error as Error).message}`);
    return [];
  }
}

/** A database that did not answer is compared with what it said last: what was written meanwhile is found later. */
const lastKnown = (last: Counts, now: Counts): Counts =>
  Object.fromEntries(
    Object.entries(now).map(([name, counts]) => [name, counts.known ? counts : (last[name] ?? counts)]),
  );
type Counts = Readonly<Record<string, WriteCounts>>;

/** Writes of a quarantined database that does not answer are unknown; the next look asks again. */
async function countQuarantined(
  now: string,
  instances: readonly string[],
  { connection, scope }: Watched,
): Promise<Record<string, WriteCounts>> {
  const counts: Record<string, WriteCounts> = {};
  if (connection === null) return counts;
  const until = performance.now() + COUNTING_MS;
  for (const name of instances) {
    counts[name] = { known: false, why: 'there was no time left to ask it' };
    if (performance.now() > until) continue;
    try {
      const { Address: host, Port: port = 5432 } = (await instanceByName(name))?.Endpoint ?? {};
      if (host === undefined) continue;
      counts[name] = await withDatabase(connection, { host, port }, (client, elsewhere) =>
        countWrites(client, elsewhere, scope, now),
      );
    } catch (error) {
      counts[name] = { known: false, why: (error as Error).message };
    }
  }
  return counts;
}
