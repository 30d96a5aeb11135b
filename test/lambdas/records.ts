import type { Listener, Service } from '../../lambdas/model/environment.ts';
import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../../lambdas/model/ledger.ts';
import type { Lock, Moment } from '../../lambdas/model/lock.ts';
import type {
  KnownGood,
  KnownService,
  LiveDatabase,
  PointInTime,
  Release,
  SnapshotPoint,
} from '../../lambdas/model/release.ts';
import type { Trigger, Ways } from '../../lambdas/model/rollback.ts';

export const NOW = '2026-11-24T14:10:00.000Z';

/** Seconds after `NOW`. */
export const later = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

export const moment = (change: Partial<Moment> = {}): Moment => ({ now: NOW, redrivenAt: null, ...change });

/** Of the execution that holds the environment of `status`. */
export const LOCK: Lock = { holder: 'arn:execution', fence: 1 };

/** Records as the ledger holds them, for tables of tests. */
export const status = (change: Partial<StatusRecord> = {}): StatusRecord => ({
  status: 'open',
  holder: 'arn:execution',
  work: 'w1',
  since: '2026-11-24T14:00:00.000Z',
  fence: 1,
  intents: {},
  maintenanceSince: null,
  lastPage: null,
  stopped: {},
  breakers: {},
  paused: {},
  running: {},
  incident: null,
  ...change,
});

export const person = (
  change: Partial<Extract<Trigger, { kind: 'person' }>> = {},
): Extract<Trigger, { kind: 'person' }> => ({
  kind: 'person',
  reason: 'dashboards fail',
  criterion: 'monitoring-feedback',
  requestedBy: null,
  incident: null,
  database: 'policy',
  acceptLostWrites: null,
  acceptProof: false,
  decision: 'none',
  to: null,
  affected: [],
  dryRun: false,
  ...change,
});

/** As configured: one service for users, one that acts by itself. */
export const SERVICES: readonly Service[] = [
  { name: 'web', container: 'app', repository: 'survey', kind: 'web' },
  { name: 'worker', container: 'app', repository: 'survey', kind: 'worker' },
];

export const LISTENERS: readonly Listener[] = [
  { name: 'public', arn: 'arn:public', url: 'https://survey.example.com' },
  { name: 'admin', arn: 'arn:admin', url: 'https://admin.example.com' },
];

export const knownService = (name: string, change: Partial<KnownService> = {}): KnownService => ({
  name,
  taskDefinition: 'td:1',
  images: {},
  desiredCount: 2,
  ...change,
});

export const request = (change: Partial<Release> = {}): Release => ({
  id: 'r1',
  version: '2.0.0',
  reason: 'Sprint',
  kind: 'software',
  migration: 'none',
  fenced: false,
  changes: [],
  affected: [],
  ignoreAlarms: [],
  dryRun: false,
  requestedBy: null,
  commit: null,
  branch: null,
  impact: null,
  plan: null,
  startedAt: '2026-11-24T13:00:00.000Z',
  ...change,
});

export const liveDatabase: LiveDatabase = {
  identifier: 'survey',
  resourceId: 'db-1',
  host: 'survey.rds',
  port: 5432,
  pointer: 'survey.rds',
  engineVersion: '17.4',
  encrypted: true,
  kmsKey: 'arn:kms:key/1',
  settings: {
    instanceClass: 'db.t4g.medium',
    subnetGroup: 'survey-subnets',
    securityGroups: ['sg-1'],
    parameterGroup: 'survey-parameters',
    optionGroup: '',
    multiAz: true,
    storageType: '',
    iops: null,
    storageThroughput: null,
    parametersApplied: 'in-sync',
    optionsApplied: '',
    availabilityZone: '',
    dedicatedLogVolume: false,
    lifecycleSupport: '',
    backupRetentionDays: 7,
    backupWindow: '03:00-03:30',
    tags: { team: 'survey' },
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    iamAuthentication: false,
    deletionProtection: true,
    copyTagsToSnapshot: false,
    logExports: [],
    certificateAuthority: '',
    networkType: '',
    owed: {
      maintenanceWindow: 'sun:05:00-sun:05:30',
      monitoringInterval: 0,
      monitoringRole: '',
      performanceInsights: false,
      maxAllocatedStorage: 0,
      insightsKey: '',
      insightsRetentionDays: null,
      insightsMode: 'standard',
      associatedRoles: {},
    },
    compared: { Engine: 'postgres', EngineVersion: '17.4' },
  },
};

/** `web` ran `td:1`, on the live database. */
export const knownGood = (change: Partial<KnownGood> = {}): KnownGood => ({
  recordedAt: '2026-11-24T13:04:00.000Z',
  version: '1.0.0',
  verifiedBy: 'r0',
  commit: null,
  services: [knownService('web')],
  parameters: [],
  database: liveDatabase,
  ...change,
});

export const unknownCounts = { known: false, why: 'not counted' } as const;

export const restorePoint: SnapshotPoint = {
  snapshot: 'survey-kg-restore-point-r1',
  instance: 'survey',
  resourceId: 'db-1',
  requestedAt: '2026-11-24T13:05:00.000Z',
  before: unknownCounts,
  after: unknownCounts,
  baseline: unknownCounts,
  fenced: true,
};

const { snapshot: _, ...ofEveryMode } = restorePoint;
export const pointInTime: PointInTime = { ...ofEveryMode, pointInTime: '2026-11-24T13:05:00.250Z', fenced: false };

export const rollback = (change: Partial<RollbackRecord> = {}): RollbackRecord => ({
  id: 'b1',
  outcome: 'running',
  startedAt: '2026-11-24T14:00:00.000Z',
  finishedAt: null,
  execution: 'arn:rollback',
  incident: 'incident-b1',
  criterion: 'monitoring-feedback',
  trigger: person(),
  release: null,
  quarantined: null,
  restored: null,
  work: 'b1',
  takenFrom: null,
  ...change,
});

/** A breaking release, undone or frozen about: everything is possible, and nothing is on record yet. */
export const ways = (change: Partial<Ways> = {}): Ways => ({
  migration: 'breaking',
  returnsTo: '1.0.0',
  restorePointAt: '2026-11-24T13:05:00.000Z',
  reopen: true,
  forward: false,
  longestMinutes: { restore: null, keep: null },
  ...change,
});

export const release = (change: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  id: 'r1',
  version: '2.0.0',
  outcome: 'good',
  startedAt: '2026-11-24T13:00:00.000Z',
  finishedAt: '2026-11-24T13:30:00.000Z',
  execution: 'arn:release',
  request: request(),
  knownGood: { services: [] } as unknown as KnownGood,
  restorePoint,
  fenced: false,
  openedAt: null,
  migrationTask: null,
  migrationStartedAt: null,
  switched: { web: 'arn:td:2' },
  ...change,
});
