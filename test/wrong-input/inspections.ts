import type { Input } from '../../lambdas/environment/inspect-environment/contract.ts';
import type { Observation } from '../../lambdas/environment/inspect-environment/readiness.ts';

const image = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey-platform:1.1.0';

/** What the step is asked about, as the sandbox's configuration asks it. */
export const asked: Input = {
  now: '2026-11-24T14:10:00.000Z',
  policy: 'restore-if-breaking',
  acceptStale: [],
  release: { version: '1.1.0', migration: 'none', changes: [{ service: 'web', image }], ignoreAlarms: [] } as never,
  cluster: 'survey',
  services: [{ name: 'web', container: 'app', repository: 'survey-platform', kind: 'web' }],
  stacks: [],
  checkTasks: [
    {
      ...{ name: 'exports', functionality: 'exports', smoke: true },
      task: { definition: 'survey-tests', container: 'tests', networkOf: 'web', withinMinutes: 10, roles: [] },
    },
  ],
  schedules: [{ kind: 'rule', name: 'survey-monthly-report', group: 'default' }],
  listeners: [],
  migration: { service: 'web', container: 'app' },
  priorities: { bypass: 1, page: 2 },
  probes: [],
  pointer: { parameter: '/survey/database/host', format: 'host:port' },
  instance: 'survey',
  subnetGroup: 'survey',
  parameterGroup: 'survey',
  optionGroup: 'survey-options',
  storageKey: 'arn:aws:kms:sa-east-1:111122223333:key/survey',
  promotedFrom: 'homologation',
  alarms: [{ name: 'survey-5xx-rate', criterion: 'end-user-impact', action: 'rollback' }],
  watchMinutes: 5,
  limits: { stop: 15, restorePoint: 360, migration: 120, service: 30 },
  audiences: [{ name: 'devops', topic: 'topic' }],
};

const live = {
  DBInstanceIdentifier: 'survey',
  DBInstanceStatus: 'available',
  DBSubnetGroup: { DBSubnetGroupName: 'survey' },
  DBParameterGroups: [{ DBParameterGroupName: 'survey' }],
  KmsKeyId: asked.storageKey ?? undefined,
};
const service = { desiredCount: 2, runningCount: 2, deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }] };

/** An environment with nothing wrong. */
export const ready: Observation = {
  busy: null,
  unseen: new Map(),
  services: new Map([['web', service as never]]),
  definitions: new Map(),
  running: new Map(),
  stacks: new Map(),
  checkTasks: {
    definitions: new Map([
      [
        'survey-tests',
        {
          networkMode: 'awsvpc',
          requiresCompatibilities: ['FARGATE'],
          containerDefinitions: [{ name: 'tests', image }],
        },
      ],
    ]),
    images: new Map([[image, { kind: 'there', digest: 'sha256:0', pinned: image }]]),
  },
  schedules: new Map([['rule survey-monthly-report', { enabled: true, fixed: null }]]),
  listeners: new Map(),
  rds: undefined,
  images: new Map([[image, { kind: 'there', digest: 'sha256:0', pinned: `${image.split(':')[0]}@sha256:0` }]]),
  pointer: 'survey.example:5432',
  live,
  alarms: new Map([['survey-5xx-rate', { value: 'OK', windowSeconds: 60, children: [] } as never]]),
  confirmed: new Map([['devops', 1]]),
  promoted: true,
};

/** What may be wrong with it that the sandbox cannot be brought to by a person's calls. */
export const wrongInspections: readonly (readonly [wrong: string, change: Partial<Observation>])[] = [
  ['a service that does not exist', { services: new Map() }],
  ['a rule to pause that does not exist', { schedules: new Map() }],
  [
    'a rule to pause that another service switches',
    {
      schedules: new Map([
        [
          'rule survey-monthly-report',
          {
            enabled: true,
            fixed: 'is managed by x.amazonaws.com, which alone may switch it; expected a rule of your own',
          },
        ],
      ]),
    },
  ],
  ['a check whose task definition does not exist', { checkTasks: { definitions: new Map(), images: new Map() } }],
  [
    'a deployment controller we cannot drive',
    { services: new Map([['web', { ...service, deploymentController: { type: 'CODE_DEPLOY' } } as never]]) },
  ],
  [
    'a deployment strategy we cannot drive',
    { services: new Map([['web', { ...service, deploymentConfiguration: { strategy: 'BLUE_GREEN' } } as never]]) },
  ],
  [
    'a service that runs on instances of its own',
    { services: new Map([['web', { ...service, launchType: 'EC2' } as never]]) },
  ],
  [
    'a live database that is a member of a cluster',
    { live: { ...live, Engine: 'aurora-postgresql', DBClusterIdentifier: 'survey-cluster' } },
  ],
  ['a live database of another engine', { live: { ...live, Engine: 'mysql' } }],
  ['a live database that is too old', { live: { ...live, Engine: 'postgres', EngineVersion: '13.14' } }],
  ['a live database that is a replica', { live: { ...live, ReadReplicaSourceDBInstanceIdentifier: 'survey-main' } }],
  ['a live database that is not the configured one', { live: { ...live, DBInstanceIdentifier: 'billing' } }],
  ['a live database that is being modified', { live: { ...live, DBInstanceStatus: 'modifying' } }],
  ['a live database that is stopped', { live: { ...live, DBInstanceStatus: 'stopped' } }],
  ['a live database whose storage is full', { live: { ...live, DBInstanceStatus: 'storage-full' } }],
  ['a key that is not granted', { live: { ...live, KmsKeyId: 'arn:aws:kms:sa-east-1:111122223333:key/other' } }],
  ['a database that is not encrypted, against the configuration', { live: { ...live, KmsKeyId: undefined } }],
  ['a subnet group that is not granted', { live: { ...live, DBSubnetGroup: { DBSubnetGroupName: 'default' } } }],
  [
    'a parameter group that is not granted',
    { live: { ...live, DBParameterGroups: [{ DBParameterGroupName: 'default.postgres17' }] } },
  ],
  [
    'an option group that is not granted',
    { live: { ...live, OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-17' }] } },
  ],
  ['a stack of the environment that updates', { stacks: new Map([['SurveyPlatform', 'UPDATE_IN_PROGRESS']]) }],
  ['an alarm that does not exist', { alarms: new Map() }],
  ['an audience nobody of which has confirmed', { confirmed: new Map([['devops', 0]]) }],
  ['a version that was never good in homologation', { promoted: false }],
];
