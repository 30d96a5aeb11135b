import type * as rds from '@aws-sdk/client-rds';
import type { Operations } from '../../kernel/operation.ts';
import { onInstance, onResource, passRole } from './checks.ts';
import { deleteInstance } from './delete.ts';
import { filtered } from './filter.ts';
import { nameOf } from './identifiers.ts';
import { modify } from './modify.ts';
import { reboot } from './rename.ts';
import type { RdsState } from './state.ts';

export const instanceOperations = (state: RdsState): Operations<typeof rds> => ({
  DescribeDBInstances: {
    access: ({ DBInstanceIdentifier }) => [onInstance(state, 'DescribeDBInstances', DBInstanceIdentifier)],
    handle({ DBInstanceIdentifier, Filters }) {
      const found = DBInstanceIdentifier ? [state.instance(DBInstanceIdentifier)] : state.instances;
      const kept = filtered(found, Filters, {
        'dbi-resource-id': (instance) => instance.resourceId,
        'db-instance-id': (instance) => (instance.findableByName ? instance.identifier : ''),
        engine: (instance) => instance.settings.Engine ?? '',
      });
      return { DBInstances: kept.map((instance) => state.describe(instance)) };
    },
  },

  ModifyDBInstance: {
    access: (request) => [
      ...[
        state.arns.instance(nameOf(request.DBInstanceIdentifier ?? '')),
        ...(request.NewDBInstanceIdentifier ? [state.arns.instance(nameOf(request.NewDBInstanceIdentifier))] : []),
        ...(request.DBParameterGroupName ? [state.arns.parameterGroup(request.DBParameterGroupName)] : []),
        ...(request.OptionGroupName ? [state.arns.optionGroup(request.OptionGroupName)] : []),
        ...(request.DBSubnetGroupName ? [state.arns.subnetGroup(request.DBSubnetGroupName)] : []),
      ].map((resource) => onResource(state, 'ModifyDBInstance', resource)),
      ...(request.MonitoringRoleArn ? [passRole(request.MonitoringRoleArn, 'monitoring.rds.amazonaws.com')] : []),
    ],
    handle: (request) => ({ DBInstance: state.describe(modify(state, request)) }),
  },

  RebootDBInstance: {
    access: ({ DBInstanceIdentifier }) => [onInstance(state, 'RebootDBInstance', DBInstanceIdentifier)],
    handle({ DBInstanceIdentifier }) {
      const instance = state.changeable(DBInstanceIdentifier, 'Cannot reboot');
      state.background(reboot(state, instance), (error) => {
        instance.status = 'incompatible-parameters';
        state.kernel.log(`reboot of ${instance.identifier} failed: ${error}`);
      });
      return { DBInstance: state.describe(instance) };
    },
  },

  DeleteDBInstance: {
    access: ({ DBInstanceIdentifier, FinalDBSnapshotIdentifier }) => [
      onInstance(state, 'DeleteDBInstance', DBInstanceIdentifier),
      ...(FinalDBSnapshotIdentifier
        ? [onResource(state, 'CreateDBSnapshot', state.arns.snapshot(nameOf(FinalDBSnapshotIdentifier)))]
        : []),
    ],
    handle: (request) => ({ DBInstance: state.describe(deleteInstance(state, request)) }),
  },
});
