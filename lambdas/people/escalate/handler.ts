import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { clientSettings } from '../../aws/client-settings.ts';
import { PROOF_FAILED } from '../../database/prove-database/contract.ts';
import { readIncident, readRelease, readRollback, readStatus } from '../../ledger/table.ts';
import { noteTold } from '../../ledger/watchdog.ts';
import { VARIABLES } from '../../model/variables.ts';
import { rollbackName, startRollback } from '../../requests/rollback-start.ts';
import { workId } from '../../requests/work-id.ts';
import { optional, required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import { tellDevops } from '../publish.ts';
import type { Input, Output } from './contract.ts';
import { escalation } from './decide.ts';
import { lastState } from './last-state.ts';

const states = new SFNClient(clientSettings);

/** Reports to DevOps that an execution ended badly: which step, what the environment is now, how to go on. */
export const handler = step<Input, Output>(async (event) => {
  const { detail } = event;
  const status = await readStatus();
  const release = status.status === 'releasing' && status.work !== null ? await readRelease(status.work) : undefined;
  const started = release !== undefined && (await exists(rollbackName(release.id)));
  const decided = escalation(event, status, release, started, await recordedOf(event));
  if (decided.kind === 'silent') return { told: false, why: decided.why };
  const error = detail.error ?? '';
  const cause = plainCause(detail.cause ?? '');
  if (decided.startRollback && release !== undefined) {
    await startRollback({ release: release.id, version: release.version, error: error || detail.status, cause });
  }
  await tellDevops(
    event.time,
    {
      kind: 'escalation',
      work: decided.work,
      ending: detail.status,
      execution: detail.executionArn,
      state: await stateOf(detail.executionArn),
      error,
      cause,
      status: status.status,
      maintenance: status.maintenanceSince !== null,
      stopped: Object.keys(status.stopped),
      stage: decided.stage,
      rollbackStarted: decided.startRollback,
      unproven: error === PROOF_FAILED && decided.stage === 'holding' ? await aboutOf(status.incident) : null,
    },
    status.incident,
  );
  await noteTold(`unfinished ${detail.executionArn}`, event.time);
  return { told: true, why: decided.work };
});

/** What a decision about the incident needs; null: the ledger has none. */
async function aboutOf(incident: string | null) {
  const record = incident === null ? undefined : await readIncident(incident);
  const byTwo = optional(VARIABLES.byTwo) === 'true' ? { secondPerson: true as const } : {};
  return record === undefined ? null : { incident: record.id, trigger: record.trigger, ...byTwo };
}

/** How far the ledger knows the execution's work, by the id that derives from its start and name. */
async function recordedOf({ detail }: Input): Promise<'nothing' | 'begun' | 'closed'> {
  const id = workId(new Date(detail.startDate ?? 0).toISOString(), detail.name);
  const release = await readRelease(id);
  if (release?.execution === detail.executionArn)
    return ['good', 'unobserved'].includes(release.outcome) ? 'closed' : 'begun';
  const rollback = await readRollback(id);
  if (rollback?.execution !== detail.executionArn) return 'nothing';
  return rollback.finishedAt === null ? 'begun' : 'closed';
}

/** A Lambda's error arrives as JSON; people get its message. */
function plainCause(cause: string): string {
  try {
    return String((JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause);
  } catch {
    return cause;
  }
}

async function stateOf(executionArn: string): Promise<string> {
  const { events = [] } = await states.send(
    new GetExecutionHistoryCommand({
      executionArn,
      reverseOrder: true,
      maxResults: 1_000,
      includeExecutionData: false,
    }),
  );
  return lastState(events);
}

async function exists(name: string): Promise<boolean> {
  const executionArn = `${required(VARIABLES.rollbackMachine).replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    await states.send(new DescribeExecutionCommand({ executionArn }));
    return true;
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}
