import type * as rds from '@aws-sdk/client-rds';
import type { AccessCheck, Call, Principal } from '../../kernel/access.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { requestTagContext, resourceTagContext, type Tag } from '../../template/properties/tags.ts';
import { keyChecks } from '../kms/use.ts';
import { defaultGroups } from './groups.ts';
import { nameOf } from './identifiers.ts';
import type { RdsState } from './state.ts';

/** What IAM checks. A restore is checked on the groups the instance gets too, also on the default ones. */
export function rdsAccess(state: RdsState): ServiceModel['access'] {
  const { arns } = state;
  const on = (action: string, resource: string, tags: readonly Tag[] = []): AccessCheck => ({
    action: `rds:${action}`,
    resource,
    context: { ...contextOf(state, resource), ...requestTagContext(tags), ...reqTags(tags) },
  });
  const one = (action: string, identifier: string | undefined) => [
    on(action, arns.instance(nameOf(identifier ?? '*'))),
  ];

  return {
    DescribeDBInstances: ({ DBInstanceIdentifier }: rds.DescribeDBInstancesMessage) =>
      one('DescribeDBInstances', DBInstanceIdentifier),
    DescribeDBSnapshots: ({ DBSnapshotIdentifier, DBInstanceIdentifier }: rds.DescribeDBSnapshotsMessage) => [
      DBInstanceIdentifier && !DBSnapshotIdentifier
        ? on('DescribeDBSnapshots', arns.instance(nameOf(DBInstanceIdentifier)))
        : on('DescribeDBSnapshots', arns.snapshot(nameOf(DBSnapshotIdentifier ?? '*'))),
    ],
    CreateDBSnapshot(
      { DBInstanceIdentifier, DBSnapshotIdentifier, Tags = [] }: Partial<rds.CreateDBSnapshotMessage>,
      { principal }: Call,
    ) {
      const key = state.byName(nameOf(DBInstanceIdentifier ?? ''))?.settings.KmsKeyId;
      const snapshot = arns.snapshot(nameOf(DBSnapshotIdentifier ?? ''));
      return [
        on('CreateDBSnapshot', arns.instance(nameOf(DBInstanceIdentifier ?? '')), Tags),
        on('CreateDBSnapshot', snapshot, Tags),
        ...(Tags.length ? [on('AddTagsToResource', snapshot, Tags)] : []),
        ...storageKeyChecks(state, key, principal),
      ];
    },
    RestoreDBInstanceFromDBSnapshot(request: Partial<rds.RestoreDBInstanceFromDBSnapshotMessage>, { principal }: Call) {
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
        ...resources.map((resource) => on('RestoreDBInstanceFromDBSnapshot', resource, Tags)),
        ...(Tags.length ? [on('AddTagsToResource', instance, Tags)] : []),
        ...storageKeyChecks(state, source?.KmsKeyId, principal),
      ];
    },
    ModifyDBInstance(request: Partial<rds.ModifyDBInstanceMessage>) {
      const {
        DBInstanceIdentifier,
        NewDBInstanceIdentifier,
        DBParameterGroupName,
        OptionGroupName,
        DBSubnetGroupName,
      } = request;
      return [
        arns.instance(nameOf(DBInstanceIdentifier ?? '')),
        ...(NewDBInstanceIdentifier ? [arns.instance(nameOf(NewDBInstanceIdentifier))] : []),
        ...(DBParameterGroupName ? [arns.parameterGroup(DBParameterGroupName)] : []),
        ...(OptionGroupName ? [arns.optionGroup(OptionGroupName)] : []),
        ...(DBSubnetGroupName ? [arns.subnetGroup(DBSubnetGroupName)] : []),
      ].map((resource) => on('ModifyDBInstance', resource));
    },
    DeleteDBInstance: ({ DBInstanceIdentifier, FinalDBSnapshotIdentifier }: Partial<rds.DeleteDBInstanceMessage>) => [
      ...one('DeleteDBInstance', DBInstanceIdentifier),
      ...(FinalDBSnapshotIdentifier ? [on('CreateDBSnapshot', arns.snapshot(nameOf(FinalDBSnapshotIdentifier)))] : []),
    ],
    DescribeDBInstanceAutomatedBackups: () => [{ action: 'rds:DescribeDBInstanceAutomatedBackups', resource: '*' }],
    AddRoleToDBInstance: ({ DBInstanceIdentifier, RoleArn }: Partial<rds.AddRoleToDBInstanceMessage>) => [
      ...one('AddRoleToDBInstance', DBInstanceIdentifier),
      { action: 'iam:PassRole', resource: String(RoleArn) },
    ],
    RebootDBInstance: ({ DBInstanceIdentifier }: Partial<rds.RebootDBInstanceMessage>) =>
      one('RebootDBInstance', DBInstanceIdentifier),
    AddTagsToResource: ({ ResourceName = '', Tags = [] }: Partial<rds.AddTagsToResourceMessage>) => [
      on('AddTagsToResource', ResourceName, Tags),
    ],
    ListTagsForResource: ({ ResourceName = '' }: Partial<rds.ListTagsForResourceMessage>) => [
      on('ListTagsForResource', ResourceName),
    ],
  };
}

/** Encrypted storage: the CALLER must be allowed to let RDS use the key. */
function storageKeyChecks(state: RdsState, key: string | undefined, caller: Principal): AccessCheck[] {
  return keyChecks(state.kernel, { key, via: 'rds', operations: ['CreateGrant', 'DescribeKey'], caller });
}

function reqTags(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`rds:req-tag/${Key}`, Value ?? '']));
}

function contextOf(state: RdsState, arn: string): Record<string, string> {
  const [kind, name] = state.arns.parse(arn);
  let tags: readonly Tag[] = [];
  try {
    tags = state.tagged(arn).tags;
  } catch {
    // What does not exist (yet) has no tags.
  }
  const settings = kind === 'db' ? state.byName(name)?.settings : undefined;
  return {
    ...resourceTagContext(tags),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`rds:${kind}-tag/${Key}`, Value ?? ''])),
    ...(settings
      ? {
          'rds:DatabaseEngine': settings.Engine ?? '',
          'rds:DatabaseClass': settings.DBInstanceClass ?? '',
          'rds:StorageEncrypted': String(settings.StorageEncrypted ?? false),
        }
      : {}),
  };
}
