import type { DBInstance } from '@aws-sdk/client-rds';
import { isGranted } from '../../database/granted.ts';
import type { Input } from './contract.ts';

/** PostgreSQL's oldest major version whose statistics and grants the steps rely on. */
const OLDEST_MAJOR = 14;

/** What would stop a restore point or a restore to it. */
export function databaseProblems(input: Input, db: DBInstance | undefined, pointer: string): string[] {
  if (db === undefined)
    return [
      `the pointer holds "${pointer}", which is the endpoint of no database instance here; expected that of "${input.instance}" or of an instance restored from it`,
    ];
  return [...unsupportedDatabase(db), ...notAsConfigured(input, db)];
}

/**
 * RDS makes no instance snapshot of a member of a cluster, and a replica follows the writes of another instance
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html).
 */
export function unsupportedDatabase(db: DBInstance): string[] {
  const name = db.DBInstanceIdentifier ?? '';
  const source = db.ReadReplicaSourceDBInstanceIdentifier ?? db.ReadReplicaSourceDBClusterIdentifier;
  const isPostgres = db.Engine === undefined || db.Engine === 'postgres';
  const major = Number(db.EngineVersion?.split('.')[0]);
  return [
    ...(db.DBClusterIdentifier === undefined
      ? []
      : [
          `the live database "${name}" is a member of the cluster "${db.DBClusterIdentifier}"; expected an instance of its own. Clusters (Aurora, Multi-AZ) are not supported yet`,
        ]),
    ...(isPostgres || db.DBClusterIdentifier !== undefined
      ? []
      : [`the live database "${name}" runs ${db.Engine}; expected postgres`]),
    ...(source === undefined
      ? []
      : [`the live database "${name}" is a replica of "${source}"; expected the instance that takes the writes`]),
    ...(isPostgres && major < OLDEST_MAJOR
      ? [`the live database "${name}" runs PostgreSQL ${db.EngineVersion}; expected ${OLDEST_MAJOR} or newer`]
      : []),
  ];
}

function notAsConfigured(input: Input, db: DBInstance): string[] {
  const name = db.DBInstanceIdentifier ?? '';
  const found: string[] = [];
  if (db.TagList?.some(({ Key, Value }) => Key === 'knowngood:purpose' && Value === 'quarantined'))
    found.push(
      `the live database is "${name}", which a rollback has quarantined (tag knowngood:purpose = quarantined): a stack update or a person has moved the pointer back; expected the restored one. Point the application at it again`,
    );
  if (!isGranted(name, input.instance))
    found.push(
      `the live database is "${name}"; the configuration grants "${input.instance}" and "${input.instance}-kg-…" only`,
    );
  found.push(...notReady(db, input.release.fenced));
  const subnets = db.DBSubnetGroup?.DBSubnetGroupName ?? '';
  if (subnets !== input.subnetGroup)
    found.push(
      `the live database's subnet group is "${subnets}"; the configuration grants "${input.subnetGroup}". Correct database.subnetGroup`,
    );
  const parameters = db.DBParameterGroups?.[0]?.DBParameterGroupName ?? '';
  if (parameters !== input.parameterGroup)
    found.push(
      `the live database's parameter group is "${parameters}"; the configuration grants "${input.parameterGroup}". Correct database.parameterGroup`,
    );
  const options = db.OptionGroupMemberships?.[0]?.OptionGroupName;
  if (options !== undefined && options !== (input.optionGroup ?? options))
    found.push(
      `the live database's option group is "${options}"; the configuration grants "${input.optionGroup}". Correct database.optionGroup, or a restore would be denied`,
    );
  const key = db.KmsKeyId ?? null;
  if (key !== input.storageKey)
    found.push(
      `the live database's storage key is "${key ?? 'none'}"; the configuration grants "${input.storageKey ?? 'none'}". Correct database.storageKey, or a restore would fail`,
    );
  return found;
}

/** Statuses in which RDS makes a snapshot (CreateDBSnapshot). Storage is optimized for up to a day after a change of it. */
export const AT_REST: readonly string[] = ['available', 'storage-optimization'];

/** Statuses that end by themselves: a release that is not fenced waits for the restore point, and nobody for it. */
const PASSING = ['backing-up', 'configuring-enhanced-monitoring', 'configuring-log-exports'];

function notReady({ DBInstanceIdentifier, DBInstanceStatus = 'unknown' }: DBInstance, fenced: boolean): string[] {
  if (AT_REST.includes(DBInstanceStatus) || (PASSING.includes(DBInstanceStatus) && !fenced)) return [];
  return [
    `the live database "${DBInstanceIdentifier}" is ${DBInstanceStatus}; expected available, so that a restore point can be made. Wait for it, then start the release again`,
  ];
}
