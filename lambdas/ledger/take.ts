import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { IncidentRecord } from '../model/incident.ts';
import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../model/ledger.ts';
import type { EnvironmentStatus, Lock } from '../model/lock.ts';
import { conditionFailed, pastConflicts } from './conflicts.ts';
import { setExpression } from './expression.ts';
import { SCHEMA } from './schema.ts';
import { documents, key, tableName } from './table.ts';

export interface Taking {
  /** The status as read. The write fails if somebody changed it since. */
  readonly found: StatusRecord;
  readonly status: EnvironmentStatus;
  readonly holder: string;
  readonly work: string;
  readonly now: string;
  /** Incident in hand, or null. */
  readonly incident: string | null;
  /** The incident with this work in it, written in the same transaction; left out by a release. */
  readonly of?: IncidentRecord;
  /** The record of the work, written in the same transaction. */
  readonly record: { readonly key: string; readonly item: ReleaseRecord | RollbackRecord };
}

/** Takes the environment's lock with the next fencing number, if the status is still the one read. */
export async function take(taking: Taking): Promise<Lock | undefined> {
  const { found } = taking;
  const fence = found.fence + 1;
  const set = setExpression(
    [
      [['schema'], SCHEMA],
      [['status'], taking.status],
      [['holder'], taking.holder],
      [['work'], taking.work],
      [['since'], taking.now],
      [['fence'], fence],
      [['incident'], taking.incident],
    ],
    's',
  );
  // The last holder's open intents, maintenance mode and stopped services are kept, never overwritten: it may have written
  // between our read and this write.
  const kept = {
    intents: found.intents,
    maintenanceSince: found.maintenanceSince,
    stopped: found.stopped,
    breakers: found.breakers,
    paused: found.paused,
    running: found.running,
  };
  const keep = Object.keys(kept).map((name) => `#k_${name} = if_not_exists(#k_${name}, :k_${name})`);
  const keepNames = Object.fromEntries(Object.keys(kept).map((name) => [`#k_${name}`, name]));
  const keepValues = Object.fromEntries(Object.entries(kept).map(([name, value]) => [`:k_${name}`, value]));
  try {
    await pastConflicts(() =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: tableName(),
                Key: key('status'),
                UpdateExpression: `${set.text}, ${keep.join(', ')}`,
                ConditionExpression:
                  found.fence === 0
                    ? 'attribute_not_exists(#fence) OR #fence = :found'
                    : '#fence = :found AND #found = :status',
                ExpressionAttributeNames: {
                  ...set.names,
                  ...keepNames,
                  '#fence': 'fence',
                  ...(found.fence === 0 ? {} : { '#found': 'status' }),
                },
                ExpressionAttributeValues: {
                  ...set.values,
                  ...keepValues,
                  ':found': found.fence,
                  ...(found.fence === 0 ? {} : { ':status': found.status }),
                },
              },
            },
            { Put: { TableName: tableName(), Item: { ...key(taking.record.key), ...taking.record.item } } },
            ...(taking.of === undefined
              ? []
              : [{ Put: { TableName: tableName(), Item: { ...key(`incident#${taking.of.id}`), ...taking.of } } }]),
          ],
        }),
      ),
    );
    return { holder: taking.holder, fence };
  } catch (error) {
    if (conditionFailed(error)) return undefined;
    throw error;
  }
}
