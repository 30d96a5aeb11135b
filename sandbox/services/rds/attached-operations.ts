import * as rds from '@aws-sdk/client-rds';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { onInstance, passRole } from './checks.ts';
import { automatedBackups } from './delete.ts';
import { nameOf } from './identifiers.ts';
import type { RdsState } from './state.ts';

/** Operations on an instance's roles and automated backups. */
export const attachedOperations = (state: RdsState): Operations<typeof rds> => ({
  AddRoleToDBInstance: {
    access: ({ DBInstanceIdentifier, RoleArn }) => [
      onInstance(state, 'AddRoleToDBInstance', DBInstanceIdentifier),
      passRole(String(RoleArn), 'rds.amazonaws.com'),
    ],
    handle({ DBInstanceIdentifier, RoleArn, FeatureName }) {
      const instance = state.changeable(DBInstanceIdentifier, 'Cannot add a role');
      const roles = instance.settings.AssociatedRoles ?? [];
      // One role for each feature (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddRoleToDBInstance.html).
      if (roles.some((role) => role.FeatureName === FeatureName || role.RoleArn === RoleArn))
        throw new rds.DBInstanceRoleAlreadyExistsFault({
          message: `The role ${RoleArn} is already associated with the DB instance ${instance.identifier}, or another is for ${FeatureName}.`,
          $metadata: {},
        });
      instance.settings = {
        ...instance.settings,
        AssociatedRoles: [...roles, { RoleArn, FeatureName, Status: 'ACTIVE' }],
      };
      return {};
    },
  },

  DescribeDBInstanceAutomatedBackups: {
    access: onEverything('rds:DescribeDBInstanceAutomatedBackups'),
    handle: ({ DBInstanceIdentifier, DbiResourceId }) => ({
      DBInstanceAutomatedBackups: automatedBackups(state).filter(
        (backup) =>
          (!DBInstanceIdentifier || backup.DBInstanceIdentifier === nameOf(DBInstanceIdentifier)) &&
          (!DbiResourceId || backup.DbiResourceId === DbiResourceId),
      ),
    }),
  },
});
