import * as rds from '@aws-sdk/client-rds';
import { WireError } from '../../kernel/wire-error.ts';
import { nameOf, parseIdentifier } from './identifiers.ts';
import { type Instance, restoreWindow } from './instance.ts';
import { notModelled } from './refusal.ts';
import { MODELLED, refuseRequest, restored } from './restore.ts';
import type { RdsState } from './state.ts';

/** The instance whose automated backups a request names, and until when it has them; it may be gone by now. */
export function sourceOf(
  state: RdsState,
  { SourceDbiResourceId, SourceDBInstanceIdentifier }: rds.RestoreDBInstanceToPointInTimeMessage,
): { readonly instance: Instance; readonly until: number } | undefined {
  const name = nameOf(SourceDBInstanceIdentifier ?? '');
  const isIt = ({ resourceId, identifier }: Instance) =>
    SourceDbiResourceId === undefined ? identifier === name : resourceId === SourceDbiResourceId;
  const retained = state.retainedBackups.find(({ instance }) => isIt(instance));
  if (retained !== undefined) return retained;
  const instance = state.instances.find(isIt);
  return instance && { instance, until: state.now };
}

/**
 * Starts the restore of an instance's data at one time as a NEW instance
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html).
 */
export function restoreToTime(state: RdsState, request: rds.RestoreDBInstanceToPointInTimeMessage): Instance {
  notModelled('RestoreDBInstanceToPointInTime', request, [
    ...['TargetDBInstanceIdentifier', 'SourceDbiResourceId', 'SourceDBInstanceIdentifier', 'RestoreTime'],
    ...MODELLED,
  ]);
  refuseRequest(request);
  const identifier = parseIdentifier('DBInstanceIdentifier', request.TargetDBInstanceIdentifier);
  const source = sourceOf(state, request);
  if (source === undefined)
    throw new rds.DBInstanceAutomatedBackupNotFoundFault({
      message: 'The automated backup is not found.',
      $metadata: {},
    });
  state.requireFree(identifier);
  const { instance, until } = source;
  if ((instance.settings.BackupRetentionPeriod ?? 0) === 0)
    throw new rds.PointInTimeRestoreNotEnabledFault({
      message: `Point in time restore is not enabled for ${instance.identifier}`,
      $metadata: {},
    });
  const at = request.RestoreTime?.getTime() ?? Number.NaN;
  const window = restoreWindow(instance, until);
  if (window === undefined || !(at >= window.earliest && at <= window.latest))
    throw new WireError(
      'InvalidParameterValue',
      `The specified instance cannot be restored to a time that is not between its earliest and its latest restorable time (${request.RestoreTime?.toISOString()}).`,
    );
  const { server, backups, tags, settings } = instance;
  return restored(state, identifier, { source: { ...settings }, tags }, request, async (parameters) => {
    if (server === undefined) throw new Error(`${instance.identifier} has no server`);
    return await state.postgres.restoreTo(server, backups?.base, state.kernel.clock.real?.(at) ?? at, parameters);
  });
}
