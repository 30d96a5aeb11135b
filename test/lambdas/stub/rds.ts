import {
  type AccountQuota,
  type DBInstance,
  DBInstanceAlreadyExistsFault,
  type DBInstanceAutomatedBackup,
  DBInstanceNotFoundFault,
  DBInstanceRoleAlreadyExistsFault,
  type DBSnapshot,
  DBSnapshotAlreadyExistsFault,
  DBSnapshotNotFoundFault,
  InvalidDBInstanceStateFault,
} from '@aws-sdk/client-rds';
import { aws } from './aws.ts';

/** The live instance, as RDS describes it. */
export const liveInstance = (change: DBInstance = {}): DBInstance => ({
  DBInstanceIdentifier: 'survey',
  DBInstanceArn: 'arn:rds:db:survey',
  DbiResourceId: 'db-1',
  DBInstanceStatus: 'available',
  Endpoint: { Address: 'survey.rds', Port: 5432 },
  Engine: 'postgres',
  EngineVersion: '17.4',
  DBInstanceClass: 'db.t4g.medium',
  StorageEncrypted: true,
  KmsKeyId: 'arn:kms:key/1',
  DBSubnetGroup: { DBSubnetGroupName: 'survey-subnets' },
  DBParameterGroups: [{ DBParameterGroupName: 'survey-parameters' }],
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
  MultiAZ: true,
  BackupRetentionPeriod: 7,
  LatestRestorableTime: new Date('2026-11-24T14:05:00.000Z'),
  ...change,
});

export const snapshotOf = (name: string, change: DBSnapshot = {}): DBSnapshot => ({
  DBSnapshotIdentifier: name,
  DBInstanceIdentifier: 'survey',
  DbiResourceId: 'db-1',
  Status: 'available',
  Engine: 'postgres',
  EngineVersion: '17.4',
  Encrypted: true,
  KmsKeyId: 'arn:kms:key/1',
  TagList: [],
  ...change,
});

/** Automated backups of an instance, all of them shipped. */
export const backupOf = (resourceId: string, change: DBInstanceAutomatedBackup = {}): DBInstanceAutomatedBackup => ({
  DbiResourceId: resourceId,
  Status: 'active',
  Engine: 'postgres',
  EngineVersion: '17.4',
  Encrypted: true,
  KmsKeyId: 'arn:kms:key/1',
  RestoreWindow: {
    EarliestTime: new Date('2026-11-20T00:00:00.000Z'),
    LatestTime: new Date('2026-11-24T23:00:00.000Z'),
  },
  ...change,
});

/** Instances and snapshots of an account. Names are taken once and for all, as in RDS. */
export class Databases {
  readonly instances: DBInstance[];
  readonly snapshots: DBSnapshot[];
  backups: DBInstanceAutomatedBackup[] = [];
  quotas: AccountQuota[] = [];
  /** A version that RDS no longer offers. */
  withdrawn = '';
  /** Proxy -> the instance it leads to. */
  readonly proxies = new Map<string, string>();

  constructor(instances: DBInstance[] = [liveInstance()], snapshots: DBSnapshot[] = []) {
    this.instances = instances;
    this.snapshots = snapshots;
  }

  play(): void {
    const instance = (name: string | undefined) => this.instances.find((one) => one.DBInstanceIdentifier === name);
    const snapshot = (name: string | undefined) => this.snapshots.find((one) => one.DBSnapshotIdentifier === name);
    aws.on('rds', {
      DescribeAccountAttributes: () => ({ AccountQuotas: this.quotas }),
      DescribeDBEngineVersions: ({ EngineVersion }) => ({
        DBEngineVersions: EngineVersion === this.withdrawn ? [] : [{ EngineVersion }],
      }),
      DescribeDBProxies: () => ({ DBProxies: [...this.proxies.keys()].map((DBProxyName) => ({ DBProxyName })) }),
      DescribeDBProxyTargets: ({ DBProxyName = '' }) => ({
        Targets: [{ RdsResourceId: this.proxies.get(DBProxyName) }],
      }),
      DescribeDBInstances: ({ DBInstanceIdentifier: name, Marker = '0' }) => {
        // One a page: whoever reads the first alone misses instances.
        if (name === undefined) {
          const next = Number(Marker) + 1;
          const more = next < this.instances.length ? { Marker: String(next) } : {};
          return { DBInstances: this.instances.slice(next - 1, next), ...more };
        }
        const found = instance(name);
        if (found === undefined)
          throw new DBInstanceNotFoundFault({ message: `DBInstance ${name} not found.`, $metadata: {} });
        return { DBInstances: [found] };
      },
      DescribeDBSnapshots: ({ DBSnapshotIdentifier: name, Marker = '0' }) => {
        if (name === undefined) {
          const next = Number(Marker) + 1;
          const more = next < this.snapshots.length ? { Marker: String(next) } : {};
          return { DBSnapshots: this.snapshots.slice(next - 1, next), ...more };
        }
        const found = snapshot(name);
        if (found === undefined)
          throw new DBSnapshotNotFoundFault({ message: `DBSnapshot ${name} not found.`, $metadata: {} });
        return { DBSnapshots: [found] };
      },
      CreateDBSnapshot: ({ DBSnapshotIdentifier: name = '', DBInstanceIdentifier, Tags = [] }) => {
        if (snapshot(name) !== undefined)
          throw new DBSnapshotAlreadyExistsFault({ message: 'Cannot create the snapshot', $metadata: {} });
        const DbiResourceId = instance(DBInstanceIdentifier)?.DbiResourceId;
        const made = snapshotOf(name, { DbiResourceId, DBInstanceIdentifier, Status: 'creating', TagList: Tags });
        this.snapshots.push(made);
        return { DBSnapshot: made };
      },
      RestoreDBInstanceFromDBSnapshot: ({ DBInstanceIdentifier: name, Tags = [] }) => {
        if (instance(name) !== undefined)
          throw new DBInstanceAlreadyExistsFault({ message: 'DB instance already exists', $metadata: {} });
        const made = { DBInstanceIdentifier: name, DBInstanceStatus: 'creating', TagList: Tags };
        this.instances.push(made);
        return { DBInstance: made };
      },
      RestoreDBInstanceToPointInTime: ({ TargetDBInstanceIdentifier: name, Tags = [] }) => {
        if (instance(name) !== undefined)
          throw new DBInstanceAlreadyExistsFault({ message: 'DB instance already exists', $metadata: {} });
        const made = { DBInstanceIdentifier: name, DBInstanceStatus: 'creating', TagList: Tags };
        this.instances.push(made);
        return { DBInstance: made };
      },
      DescribeDBInstanceAutomatedBackups: ({ DbiResourceId }) => ({
        DBInstanceAutomatedBackups: this.backups.filter((backup) => backup.DbiResourceId === DbiResourceId),
      }),
      ModifyDBInstance: ({ DBInstanceIdentifier: name, ApplyImmediately: _, ...change }) => {
        const found = instance(name);
        if (found === undefined) throw new DBInstanceNotFoundFault({ message: 'DBInstance not found.', $metadata: {} });
        const { EnablePerformanceInsights, ...rest } = change;
        const enabled =
          EnablePerformanceInsights === undefined ? {} : { PerformanceInsightsEnabled: EnablePerformanceInsights };
        Object.assign(found, rest, enabled);
        return { DBInstance: found };
      },
      AddRoleToDBInstance: ({ DBInstanceIdentifier: name, RoleArn, FeatureName }) => {
        const found = instance(name);
        if (found === undefined) throw new DBInstanceNotFoundFault({ message: 'DBInstance not found.', $metadata: {} });
        if (found.AssociatedRoles?.some((role) => role.RoleArn === RoleArn))
          throw new DBInstanceRoleAlreadyExistsFault({ message: 'The role is there already.', $metadata: {} });
        found.AssociatedRoles = [...(found.AssociatedRoles ?? []), { RoleArn, FeatureName, Status: 'ACTIVE' }];
        return {};
      },
    });
    this.playTagsAndDeletion();
  }

  private playTagsAndDeletion(): void {
    const instance = (name: string | undefined) => this.instances.find((one) => one.DBInstanceIdentifier === name);
    const snapshot = (name: string | undefined) => this.snapshots.find((one) => one.DBSnapshotIdentifier === name);
    aws.on('rds', {
      AddTagsToResource: ({ ResourceName, Tags = [] }) => {
        const found =
          this.instances.find(({ DBInstanceArn }) => DBInstanceArn === ResourceName) ??
          this.snapshots.find(({ DBSnapshotArn }) => DBSnapshotArn === ResourceName);
        if (found === undefined) throw new DBInstanceNotFoundFault({ message: 'DBInstance not found.', $metadata: {} });
        const kept = (found.TagList ?? []).filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
        found.TagList = [...kept, ...Tags];
        return {};
      },
      DeleteDBSnapshot: ({ DBSnapshotIdentifier: name }) => {
        const found = snapshot(name);
        if (found === undefined)
          throw new DBSnapshotNotFoundFault({ message: `DBSnapshot ${name} not found.`, $metadata: {} });
        this.snapshots.splice(this.snapshots.indexOf(found), 1);
        return { DBSnapshot: found };
      },
      DeleteDBInstance: ({ DBInstanceIdentifier: name, SkipFinalSnapshot = false, DeleteAutomatedBackups = true }) => {
        const found = instance(name);
        if (found === undefined)
          throw new DBInstanceNotFoundFault({ message: `DBInstance ${name} not found.`, $metadata: {} });
        // A throw-away database has no backups to keep.
        if (!SkipFinalSnapshot || (DeleteAutomatedBackups && !name?.includes('-kgdrill-')))
          throw new Error('expected no snapshot, and backups kept');
        // It is `deleting` for minutes, and RDS refuses a second deletion.
        if (found.DBInstanceStatus === 'deleting')
          throw new InvalidDBInstanceStateFault({ message: `${name} is already being deleted`, $metadata: {} });
        found.DBInstanceStatus = 'deleting';
        return { DBInstance: found };
      },
    });
  }
}
