import type { StandbyMode } from './standby-mode.ts';
import type { WriteCounts } from './writes.ts';

/** What a release does to the database. A compatible migration suits the old code too; a breaking one does not. */
export const MIGRATIONS = ['none', 'compatible', 'breaking'] as const;
export type Migration = (typeof MIGRATIONS)[number];

/** What a release changes of one service. */
export interface ServiceChange {
  readonly service: string;
  /** Image reference with tag or digest, as asked for; `inspect-environment` resolves it to a digest. */
  readonly image: string;
  readonly cpu?: string | undefined;
  readonly memory?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly desiredCount?: number | undefined;
}

/** A person's request to release, read and completed. */
export interface Release {
  /** `<start, to the second>-<8 characters of the execution's name>`: sorts by time, unique per execution. */
  readonly id: string;
  readonly version: string;
  readonly reason: string;
  readonly kind: 'software' | 'infrastructure';
  readonly migration: Migration;
  /** It runs behind the fence, because its migration is breaking. */
  readonly fenced: boolean;
  readonly changes: readonly ServiceChange[];
  readonly affected: readonly string[];
  readonly ignoreAlarms: readonly string[];
  /** Absent: an older control plane read it, which knew of no standby. */
  readonly standby?: StandbyMode;
  readonly dryRun: boolean;
  /** Environment whose images it takes, each by the digest that runs there; absent: its own, by its version. */
  readonly promoteFrom?: string;
  /** What a person promotes it in spite of: the word that the inspection found there. */
  readonly despite?: string;
  readonly requestedBy: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly impact: string | null;
  readonly plan: string | null;
  readonly startedAt: string;
}

/** A person's confirmation that an unobserved release is good. */
export interface Confirmation {
  /** Id or version. */
  readonly confirm: string;
  readonly reason: string;
  readonly requestedBy: string | null;
}

/** What one service ran when the known good was recorded. */
export interface KnownService {
  readonly name: string;
  readonly taskDefinition: string;
  /** Container name -> the digest that runs; what the task definition's tag resolved to. */
  readonly images: Readonly<Record<string, string>>;
  readonly desiredCount: number;
}

export interface KnownParameter {
  readonly name: string;
  readonly version: number;
}

/**
 * Every setting of an instance that a restore resets unless its request names it; how each of RDS's fields is sorted:
 * `lambdas/database/fields.ts`. A record of an older version lacks the settings that were added since: these are neither
 * passed nor compared.
 */
export interface DatabaseSettings {
  readonly instanceClass: string;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  /** `in-sync`, `pending-reboot`, … */
  readonly parametersApplied: string;
  readonly optionGroup: string;
  /** `in-sync`, `pending-apply`, … */
  readonly optionsApplied: string;
  readonly multiAz: boolean;
  readonly availabilityZone: string;
  readonly storageType: string;
  /** Provisioned I/O operations a second, and MiB a second of gp3; null where none are provisioned. */
  readonly iops: number | null;
  readonly storageThroughput: number | null;
  readonly dedicatedLogVolume: boolean;
  readonly publiclyAccessible: boolean;
  readonly autoMinorVersionUpgrade: boolean;
  readonly lifecycleSupport: string;
  readonly iamAuthentication: boolean;
  readonly deletionProtection: boolean;
  readonly copyTagsToSnapshot: boolean;
  /** Null: RDS does not say. 0: no automated backups. */
  readonly backupRetentionDays: number | null;
  /** `hh:mm-hh:mm`, UTC. */
  readonly backupWindow: string;
  readonly logExports: readonly string[];
  readonly certificateAuthority: string;
  readonly networkType: string;
  /** Key -> value, without ours and those that AWS reserves. */
  readonly tags: Readonly<Record<string, string>>;
  /** A restore does not take these: they are owed after it, and Settle applies them. */
  readonly owed: OwedSettings;
  /** Fields of RDS that are inherited or nobody's to set, as text: Settle tells which differ. */
  readonly compared: Readonly<Record<string, string>>;
}

export interface OwedSettings {
  readonly maintenanceWindow: string;
  /** GiB up to which the storage grows by itself; 0: it does not. */
  readonly maxAllocatedStorage: number;
  /** Seconds; 0: no enhanced monitoring. */
  readonly monitoringInterval: number;
  readonly monitoringRole: string;
  readonly performanceInsights: boolean;
  readonly insightsKey: string;
  readonly insightsRetentionDays: number | null;
  /** `standard` or `advanced`. */
  readonly insightsMode: string;
  /** Feature (`s3Import`, …) -> ARN of its role. */
  readonly associatedRoles: Readonly<Record<string, string>>;
}

/** The live database as it stands: the instance whose endpoint the pointer holds. */
export interface LiveDatabase {
  readonly identifier: string;
  readonly resourceId: string;
  readonly host: string;
  readonly port: number;
  /** Value of the pointer. */
  readonly pointer: string;
  readonly engineVersion: string;
  readonly encrypted: boolean;
  /** Null: it is not encrypted. */
  readonly kmsKey: string | null;
  readonly settings: DatabaseSettings;
}

/** The record of where to return: written by a release before its first change. */
export interface KnownGood {
  readonly recordedAt: string;
  /** The version that ran, and the release that verified it; `unverified` when none did. */
  readonly version: string;
  readonly verifiedBy: string;
  /** Null: it is not known. */
  readonly commit: string | null;
  readonly services: readonly KnownService[];
  readonly parameters: readonly KnownParameter[];
  readonly database: LiveDatabase;
}

/** How a release lets its database go back. `none`: not at all. */
export type RestorePointMode = 'snapshot' | 'point-in-time' | 'none';

/** The database's restore point, by need, and the write counters at that moment. */
export type RestorePoint = SnapshotPoint | PointInTime | KeptInstance;

/** A manual snapshot: for a release that a policy could restore. */
export interface SnapshotPoint extends EveryPoint {
  readonly snapshot: string;
}

/** A time that the automated backups hold: it costs neither a snapshot nor a wait. */
export interface PointInTime extends EveryPoint {
  /** When `before` was counted and nothing was changed yet. A restore takes its full second. */
  readonly pointInTime: string;
}

/** The instance that a rollback has quarantined: going forward again returns to it, and restores nothing. */
export interface KeptInstance extends EveryPoint {
  readonly kept: string;
}

interface EveryPoint {
  readonly instance: string;
  readonly resourceId: string;
  readonly requestedAt: string;
  /** Counts before the snapshot was requested, and after it was available; before and after the point in time. */
  readonly before: WriteCounts;
  readonly after: WriteCounts;
  /**
   * Lost writes are counted from here: `before`; fenced, the counts after the migration, since its own writes are not
   * users'.
   */
  readonly baseline: WriteCounts;
  /** Nothing could write between `before` and `after`. */
  readonly fenced: boolean;
}
