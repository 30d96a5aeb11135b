import * as rds from '@aws-sdk/client-rds';
import { WireError } from '../../kernel/wire-error.ts';
import { type Instance, restoreWindow } from './instance.ts';
import { createSnapshot } from './snapshots.ts';
import type { RdsState } from './state.ts';

/**
 * DeleteDBInstance: the instance is gone for good, and by default its automated backups with it, so that no point in time
 * of it can be restored any more. Refused while deletion protection is on.
 */
export function deleteInstance(state: RdsState, request: rds.DeleteDBInstanceMessage): Instance {
  const instance = state.instance(request.DBInstanceIdentifier);
  const { SkipFinalSnapshot = false, FinalDBSnapshotIdentifier, DeleteAutomatedBackups = true } = request;
  if (instance.settings.DeletionProtection)
    throw new WireError(
      'InvalidParameterCombination',
      'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    );
  if (!SkipFinalSnapshot && FinalDBSnapshotIdentifier === undefined)
    throw new WireError(
      'InvalidParameterCombination',
      'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    );
  // AWS documents no list of statuses that refuse a deletion, only that some do (InvalidDBInstanceState,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html): the harsher one is played.
  if (instance.status === 'creating')
    throw new rds.InvalidDBInstanceStateFault({
      message: `Instance ${instance.identifier} is not currently in a state in which it can be deleted: ${instance.status}`,
      $metadata: {},
    });
  if (instance.status === 'deleting')
    throw new rds.InvalidDBInstanceStateFault({
      message: `${instance.identifier} is already being deleted`,
      $metadata: {},
    });
  if (FinalDBSnapshotIdentifier !== undefined)
    createSnapshot(state, {
      DBInstanceIdentifier: instance.identifier,
      DBSnapshotIdentifier: FinalDBSnapshotIdentifier,
    });
  const copied = FinalDBSnapshotIdentifier === undefined ? 0 : state.timings.snapshotMs;
  if (!DeleteAutomatedBackups && (instance.settings.BackupRetentionPeriod ?? 0) > 0)
    state.retainedBackups.push({ instance, until: state.now });
  state.background(end(state, instance, copied), (error) =>
    state.kernel.log(`deletion of ${instance.identifier} failed: ${error}`),
  );
  if (copied === 0) instance.status = 'deleting';
  return instance;
}

async function end(state: RdsState, instance: Instance, copied: number): Promise<void> {
  await state.pass(copied);
  instance.status = 'deleting';
  instance.reachable = false;
  await instance.server?.kill();
  await state.pass(state.timings.modifyMs);
  state.instances.splice(state.instances.indexOf(instance), 1);
  state.publish('instance', instance.identifier, 'RDS-EVENT-0003', 'DB instance deleted');
}

/** Automated backups: those of instances that keep them, and retained ones of instances that are gone. */
export function automatedBackups(state: RdsState): rds.DBInstanceAutomatedBackup[] {
  const describe = (instance: Instance, status: string, until: number): rds.DBInstanceAutomatedBackup => {
    const { settings } = instance;
    const window = restoreWindow(instance, until);
    return {
      DBInstanceIdentifier: instance.identifier,
      DbiResourceId: instance.resourceId,
      Status: window === undefined && status === 'active' ? 'creating' : status,
      BackupRetentionPeriod: settings.BackupRetentionPeriod,
      Engine: settings.Engine,
      EngineVersion: settings.EngineVersion,
      Encrypted: settings.StorageEncrypted,
      KmsKeyId: settings.KmsKeyId,
      ...(window === undefined
        ? {}
        : { RestoreWindow: { EarliestTime: new Date(window.earliest), LatestTime: new Date(window.latest) } }),
    };
  };
  const retained = new Set(state.retainedBackups.map(({ instance }) => instance));
  return [
    ...state.instances
      .filter((instance) => (instance.settings.BackupRetentionPeriod ?? 0) > 0 && !retained.has(instance))
      .map((instance) => describe(instance, 'active', state.now)),
    ...state.retainedBackups.map(({ instance, until }) => describe(instance, 'retained', until)),
  ];
}
