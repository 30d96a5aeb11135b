import type * as rds from '@aws-sdk/client-rds';
import type { Operations } from '../../kernel/operation.ts';
import { onResource, storageKeyChecks } from './checks.ts';
import { defaultGroups } from './groups.ts';
import { nameOf } from './identifiers.ts';
import { restoreFromSnapshot } from './restore.ts';
import { restoreToTime, sourceOf } from './restore-to-time.ts';
import type { RdsState } from './state.ts';

export const restoreOperation = (state: RdsState): Operations<typeof rds> => ({
  RestoreDBInstanceFromDBSnapshot: {
    // The groups that the instance gets are checked too, also the default ones.
    access(request, { principal }) {
      const { arns } = state;
      const source = state.snapshots.get(nameOf(request.DBSnapshotIdentifier ?? ''))?.source;
      const defaults = defaultGroups(source?.EngineVersion ?? '18');
      const { Tags = [] } = request;
      const instance = arns.instance(nameOf(request.DBInstanceIdentifier ?? ''));
      const resources = [
        instance,
        arns.snapshot(nameOf(request.DBSnapshotIdentifier ?? '')),
        arns.optionGroup(request.OptionGroupName ?? defaults.optionGroup),
        arns.parameterGroup(request.DBParameterGroupName ?? defaults.parameterGroup),
        arns.subnetGroup(request.DBSubnetGroupName ?? defaults.subnetGroup),
      ];
      return [
        ...resources.map((resource) => onResource(state, 'RestoreDBInstanceFromDBSnapshot', resource, Tags)),
        ...(Tags.length ? [onResource(state, 'AddTagsToResource', instance, Tags)] : []),
        ...storageKeyChecks(state, source?.KmsKeyId, principal),
      ];
    },
    handle: (request) => ({ DBInstance: state.describe(restoreFromSnapshot(state, request)) }),
  },

  RestoreDBInstanceToPointInTime: {
    // The source is an instance too, and the groups that the new one gets are checked as those of any restore.
    access(request, { principal }) {
      const { arns } = state;
      const source = sourceOf(state, request)?.instance;
      const defaults = defaultGroups(source?.settings.EngineVersion ?? '18');
      const { Tags = [] } = request;
      const target = arns.instance(nameOf(request.TargetDBInstanceIdentifier ?? ''));
      const resources = [
        target,
        arns.instance(source?.identifier ?? '*'),
        arns.optionGroup(request.OptionGroupName ?? defaults.optionGroup),
        arns.parameterGroup(request.DBParameterGroupName ?? defaults.parameterGroup),
        arns.subnetGroup(request.DBSubnetGroupName ?? defaults.subnetGroup),
      ];
      return [
        ...resources.map((resource) => onResource(state, 'RestoreDBInstanceToPointInTime', resource, Tags)),
        ...(Tags.length ? [onResource(state, 'AddTagsToResource', target, Tags)] : []),
        ...storageKeyChecks(state, source?.settings.KmsKeyId, principal),
      ];
    },
    handle: (request) => ({ DBInstance: state.describe(restoreToTime(state, request)) }),
  },
});
