import type { Alarm, Listener, Pointer, RollbackPolicy, Service, Stale } from '../../model/environment.ts';
import type { Probed } from '../../model/probed.ts';
import type { KnownService, LiveDatabase, Release, RestorePointMode } from '../../model/release.ts';

export const ENVIRONMENT_NOT_READY = 'EnvironmentNotReady';

export interface Input {
  readonly now: string;
  readonly release: Release;
  readonly cluster: string;
  readonly services: readonly Service[];
  /** The service and container whose task runs a migration. */
  readonly migration: { readonly service: string; readonly container: string };
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
  /** ARN of the storage's customer key; null for an unencrypted instance. */
  readonly storageKey: string | null;
  readonly policy: RollbackPolicy;
  readonly acceptStale: readonly Stale[];
  /** Environment in which the version must have been released well; null: none. */
  readonly promotedFrom: string | null;
  readonly alarms: readonly Alarm[];
  /** `watch.releaseMinutes` */
  readonly watchMinutes: number;
  readonly audiences: readonly { readonly name: string; readonly topic: string }[];
}

/** What the environment is now, and what the release will do with it. */
export interface Output {
  readonly services: readonly KnownService[];
  readonly database: LiveDatabase;
  /** How the release will let its database go back. */
  readonly restorePoint: RestorePointMode;
  /** Changes with each image resolved to the digest it means now. */
  readonly images: Readonly<Record<string, string>>;
  /** What a person should know; the release goes on. */
  readonly warnings: readonly string[];
  /** What the release would do, in sentences: the answer of a dry run. */
  readonly plan: readonly string[];
}
/** @throws EnvironmentNotReady naming every problem */
