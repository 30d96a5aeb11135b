import type {
  Alarm,
  Language,
  Listener,
  Pointer,
  RollbackPolicy,
  Schedule,
  Service,
  Stale,
  TaskCheck,
} from '../../model/environment.ts';
import type { Probed } from '../../model/probed.ts';
import type { Promotion } from '../../model/published.ts';
import type { KnownService, LiveDatabase, Release, RestorePointMode } from '../../model/release.ts';
import type { Prices } from '../../model/retention.ts';

export const ENVIRONMENT_NOT_READY = 'EnvironmentNotReady';

export interface Input {
  readonly now: string;
  /** A dry run is answered with its problems; a release is refused by them. */
  readonly release: Release;
  /** Of what a person reads; absent: the execution began under a control plane that told all in English. */
  readonly language?: Language;
  readonly cluster: string;
  readonly services: readonly Service[];
  /** The service and container whose task runs a migration. */
  readonly migration: { readonly service: string; readonly container: string };
  /** What the fence pauses; absent: the execution began under a control plane that knew of none. */
  readonly schedules?: readonly Schedule[];
  /** Checks that are tasks; absent as above. */
  readonly checkTasks?: readonly TaskCheck[];
  /** Stacks of the environment, besides those that the tags of services and database name. */
  readonly stacks: readonly string[];
  readonly listeners: readonly Listener[];
  /** `maintenance.priorities` */
  readonly priorities: { readonly bypass: number; readonly page: number };
  /** What each listener answered just now. */
  readonly probes: readonly Probed[];
  readonly pointer: Pointer;
  /** The configured instance. The live one is this, or `<instance>-kg-…`. */
  readonly instance: string;
  readonly subnetGroup: string;
  readonly parameterGroup: string;
  /** Absent: the release began under an older control plane. */
  readonly optionGroup?: string;
  /** ARN of the storage's customer key; null for an unencrypted instance. */
  readonly storageKey: string | null;
  readonly policy: RollbackPolicy;
  readonly acceptStale: readonly Stale[];
  /** Environment in which the version must have been released well; null: none. */
  readonly promotedFrom: string | null;
  /** Environments whose images a release may take; absent: the release began under an older control plane. */
  readonly promotions?: readonly Promotion[];
  readonly alarms: readonly Alarm[];
  /** `watch.releaseMinutes` */
  readonly watchMinutes: number;
  /** How long the workflow waits for each part of a release, in minutes. */
  readonly limits: Limits;
  /** What a standby costs is said by these; null: unknown. Absent: an older control plane knew of none. */
  readonly prices?: Prices | null;
  readonly audiences: readonly Audience[];
}

/** Who must be reached: `devops`, `teams`, `chat` or `pager`. */
export interface Audience {
  readonly name: string;
  /** ARN. */
  readonly topic: string;
  /** Only subscriptions that are no channel's count. */
  readonly isPager?: boolean;
}

export interface Limits {
  readonly stop: number;
  readonly restorePoint: number;
  readonly migration: number;
  /** Of each service. */
  readonly service: number;
}

/** @throws EnvironmentNotReady naming every problem, unless it is a dry run */
export interface Output {
  /** What the release begins from; null: there are problems. */
  readonly found: Found | null;
  /** Where the live database is asked; null: there is none. */
  readonly endpoint: { readonly host: string; readonly port: number } | null;
  /** Everything that would stop the release, or a rollback of it. */
  readonly problems: readonly string[];
  /** What a person should know; the release goes on. */
  readonly warnings: readonly string[];
  /** What the release would do, in order, in sentences. */
  readonly plan: readonly string[];
  /** The same of each service, for machines. */
  readonly services: readonly PlannedService[];
  /** How long it may take, and how long it took before, in sentences. */
  readonly times: readonly string[];
  /** Null: there is no database to return. */
  readonly restorePoint: RestorePointMode | null;
}

/** What the environment is now. */
export interface Found {
  readonly services: readonly KnownService[];
  readonly database: LiveDatabase;
  /** How the release will let its database go back. */
  readonly restorePoint: RestorePointMode;
  /** Changes with each image resolved to the digest it means now. */
  readonly images: Readonly<Record<string, string>>;
}

/** What a release does to one service, in the order in which services are switched. */
export interface PlannedService {
  readonly service: string;
  /** By digest, where ECR knows it; `from` null: nobody knows what runs. */
  readonly image: Change<string>;
  /** Null: it stays as it is. */
  readonly cpu: Change<string> | null;
  readonly memory: Change<string> | null;
  readonly desiredCount: Change<number> | null;
  /** Names alone: a value may be one that not everybody should read. */
  readonly environment: { readonly added: readonly string[]; readonly changed: readonly string[] };
}

export interface Change<T> {
  readonly from: T | null;
  readonly to: T;
}
