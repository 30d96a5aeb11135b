import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { countWrites } from '../../database/counts.ts';
import { instanceByName } from '../../database/instances.ts';
import { withDatabase } from '../../database/sql.ts';
import { newestRollbacks, readRelease, readStatus, readWatchdog } from '../../ledger/table.ts';
import { writeWatchdog } from '../../ledger/watchdog.ts';
import type { Finding } from '../../model/finding.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import { UNSEEN_MINUTES } from '../../model/limits.ts';
import { VARIABLES } from '../../model/variables.ts';
import type { WriteCounts } from '../../model/writes.ts';
import { startRollback } from '../../requests/rollback-start.ts';
import { describeServices, primary } from '../../services/describe.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import { tellDevops } from '../publish.ts';
import type { Input, Output, Watched } from './contract.ts';
import { find, recentlyQuarantined } from './find.ts';
import { telling } from './telling.ts';

const states = new SFNClient(clientSettings);
/** More rollbacks than a week has. */
const ROLLBACKS = 50;

/** Looks once a minute for what no event reported: events of executions are best effort. Acts only on a dead release. */
export const handler = step<Input, Output>(async ({ time }) => {
  const watched = JSON.parse(required(VARIABLES.watched)) as Watched;
  const [status, rollbacks, before] = await Promise.all([readStatus(), newestRollbacks(ROLLBACKS), readWatchdog()]);
  // The ledger says which services to compare: a variable of a function could not hold a hundred names.
  const services = await describeServices(watched.cluster, Object.keys(status.running));
  const counts = await countQuarantined(time, recentlyQuarantined(time, rollbacks), watched);
  const findings = find(time, {
    status,
    holder: await holderOf(status, time),
    running: new Map([...services].map(([name, service]) => [name, primary(service)?.taskDefinition ?? ''])),
    quarantined: new Map(
      Object.entries(counts).map(([instance, now]) => [instance, { before: before.counts[instance], now }]),
    ),
  });
  for (const finding of findings) await act(finding);
  const due = telling(time, findings, before.told);
  if (due.now.length > 0) await tellDevops(time, { kind: 'watchdog', findings: due.now });
  await writeWatchdog({ told: due.told, counts });
  return { found: findings.map((finding) => finding.kind), told: due.now.length };
});

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

/** Writes of a quarantined database that does not answer are unknown; the next look asks again. */
async function countQuarantined(
  now: string,
  instances: readonly string[],
  { connection, tables }: Watched,
): Promise<Record<string, WriteCounts>> {
  const counts: Record<string, WriteCounts> = {};
  if (connection === null) return counts;
  for (const name of instances) {
    const { Address: host, Port: port = 5432 } = (await instanceByName(name))?.Endpoint ?? {};
    if (host === undefined) continue;
    try {
      counts[name] = await withDatabase(connection, { host, port }, (client) => countWrites(client, tables, now));
    } catch (error) {
      counts[name] = { known: false, why: (error as Error).message };
    }
  }
  return counts;
}
