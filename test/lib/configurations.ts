import sandbox from '../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';

const { database, maintenance } = sandbox;
const HTTP = {
  ...{ name: 'the application answers', functionality: 'platform', smoke: true, path: '/health' },
  expect: { status: 200 },
};
const { connect: _connect, storageKey: _storageKey, backupDrill: _drill, ...bare } = database;
const { retention: _retention, ...withoutRetention } = database;
const { backupDrill: _backupDrill, ...withoutDrill } = database;
const SECRET = 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:survey/pointer-AbCdEf';
const KEY = 'arn:aws:kms:sa-east-1:111122223333:key/0a1b2c3d';

const TASK = {
  image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/lost-writes:0.1.0',
  bucket: 'survey-lost-writes',
};
const ENDPOINTS = { vpc: 'vpc-0a1b2c3d', cidrs: ['10.0.0.0/16'], routeTables: ['rtb-0a1b2c3d', 'rtb-1a1b2c3d'] };

/** Every place that may refer to what another stack has made, referring to it. */
const referring = (to: (name: string) => { readonly export: string } | { readonly parameter: string }) => ({
  listeners: [{ name: 'http', arn: to('listener'), url: to('url'), targetGroups: [to('targets')] }],
  configurationKeys: [to('configuration-key')],
  schedules: [{ schedule: 'digest', role: 'survey-jobs', key: to('schedule-key') }],
  probes: { subnets: [to('subnet')], securityGroups: [to('group')] },
  database: {
    ...database,
    pointer: { secret: to('pointer'), secretKey: to('key'), field: 'host', format: 'host' as const },
    storageKey: to('key'),
    roles: [to('monitoring-role')],
    lostWritesTask: { ...TASK, bucketKey: to('bucket-key') },
    connect: {
      ...database.connect,
      ...{ subnets: [to('subnet')], securityGroups: [to('group')], secret: to('owner'), secretKey: to('key') },
      ...{ readSecret: to('reader'), readSecretKey: to('key') },
      ...{ applicationSecret: to('application'), applicationSecretKey: to('key') },
      endpoints: { vpc: to('vpc'), cidrs: ['10.0.0.0/16'], routeTables: [to('routes')] },
    },
  },
});

/** Configurations that give what may be left out, and leave out what may be given: a change of the sandbox's each. */
export const CASES: readonly (readonly [name: string, change: Partial<EnvironmentConfiguration>])[] = [
  ['no connection to the database', { database: { ...bare, storageKey: database.storageKey } as never }],
  ['no key of its storage', { database: { ...bare, connect: database.connect } as never }],
  ['no roles of its instance', { database: { ...database, roles: [] } }],
  [
    'endpoints of AWS services in the VPC of its functions',
    {
      database: {
        ...database,
        connect: { ...database.connect, endpoints: ENDPOINTS },
      },
    },
  ],
  [
    'endpoints for some services',
    {
      database: {
        ...database,
        connect: { ...database.connect, endpoints: { ...ENDPOINTS, services: ['rds', 'dynamodb'] } },
      },
    },
  ],
  ['users stay in while a person decides', { database: { ...database, onFreeze: 'open' } }],
  ['chat, and a pager', { audiences: { ...sandbox.audiences, chat: { pager: 'https://pager.example.com/hook' } } }],
  ['an audience of drills', { audiences: { ...sandbox.audiences, drill: ['plantao@pesquisas.example'] } }],
  ['chat alone', { audiences: { ...sandbox.audiences, chat: {} } }],
  ['no configuration paths', { configurationPaths: [] }],
  ['alarms that only notify', { alarms: sandbox.alarms.map((alarm) => ({ ...alarm, action: 'notify' })) }],
  [
    'a pointer in a secret, with its key',
    { database: { ...database, pointer: { secret: SECRET, secretKey: KEY, field: 'host', format: 'host' } } },
  ],
  [
    'names as PostgreSQL has them, several roles, sentinels by WITH, and what is not counted',
    {
      database: {
        ...database,
        connect: { ...database.connect, database: 'Survey-BR', applicationSecret: SECRET, applicationSecretKey: KEY },
        tables: ['"Answer"', 'crm."Nps-Score"', 'answers'],
        applicationRole: ['survey_app', 'survey-worker'],
        sentinels: [{ name: 's', sql: 'WITH a AS (SELECT 1 AS n) SELECT n FROM a', expect: { equals: '1' } }],
        uncounted: { tables: ['crm."Cache"'], databases: ['metabase'] },
      },
    },
  ],
  [
    'a check that is a task, with everything it may say',
    {
      checks: [
        HTTP,
        {
          ...{ name: 'exports', functionality: 'exports', smoke: true },
          task: {
            ...{ definition: 'survey-tests:7', container: 'tests', command: ['npm', 'test'], networkOf: 'worker' },
            ...{ environment: { SUITE: 'smoke' }, withinMinutes: 30, roles: ['survey-tests'], logGroup: '/tests' },
          },
        },
        { name: 'imports', functionality: 'imports', task: { definition: 'survey-tests', container: 'tests' } },
      ],
    },
  ],
  ['no check that is a task', { checks: sandbox.checks.filter((check) => !('task' in check)) }],
  ['a standby until the release is good', { database: { ...database, standby: 'until-good' } }],
  ['a retention', { database: { ...database, retention: { restorePoints: 10, days: 90 } } }],
  [
    'a retention with prices',
    {
      database: {
        ...database,
        retention: {
          ...{ restorePoints: 10, days: 90 },
          prices: {
            ...{ currency: 'USD', snapshotGibMonth: 0.18, storageGibMonth: 0.2 },
            ...{ instanceHour: { 'db.t4g.medium': 0.09 }, source: 'sa-east-1, 2026-11-28' },
          },
        },
      },
    },
  ],
  ['a task that exports lost rows', { database: { ...database, lostWritesTask: TASK } }],
  [
    'a task that exports lost rows, its bucket with a key',
    { database: { ...database, lostWritesTask: { ...TASK, bucketKey: KEY } } },
  ],
  ['no retention', { database: withoutRetention }],
  ['a second person, of Identity Center', { requireSecondPerson: {} }],
  ['a second person for what gives up data', { requireSecondPerson: { namedSessions: ['OnCall'] } }],
  ['no backup drills', { database: withoutDrill }],
  ['backup drills without a limit', { database: { ...database, backupDrill: { days: 7 } } }],
  ['warming for an hour', { database: { ...database, warmingMinutes: 60 } }],
  ['keys of parameters', { configurationKeys: [KEY] }],
  [
    'rules on a bus and schedules in a group, with a key',
    {
      schedules: [
        { rule: 'nightly', bus: 'orders' },
        { schedule: 'digest', group: 'jobs', role: 'survey-jobs', key: KEY },
      ],
    },
  ],
  ['no log group of the migration', { migration: { service: 'web', container: 'app', command: ['migrate'] } }],
  ['no rules and schedules', { schedules: [] }],
  ['an address of the runbook', { runbook: 'https://git.example.com.br/knowngood/runbook.md' }],
  [
    'log groups of the application',
    { logs: { groups: ['/survey/web', '/survey/worker'], errors: '{ $.level >= 50 }' } },
  ],
  ['no log groups', { logs: undefined }],
  ['a git repository', { repository: 'https://git.example.com.br/plataforma/pesquisas' }],
  ['stacks of the environment', { stacks: ['Survey-Network'] }],
  ['a minimum of requests', { watch: { ...sandbox.watch, minimumRequests: 500 } }],
  ['the page for services only', { maintenance: { ...maintenance, forServicesOnly: true } }],
  [
    'promotion from an environment of another account, and to one',
    {
      promotedFrom: 'homologation',
      promotion: {
        from: [{ environment: 'homologation', account: '222233334444', region: 'us-east-1' }],
        to: ['222233334444'],
      },
    },
  ],
  [
    'promotion from an environment of another Region',
    { promotion: { from: [{ environment: 'homologation', region: 'us-east-1' }] } },
  ],
  ['no promotion', { promotion: undefined }],
  ['promotion to another account alone', { promotion: { to: ['222233334444'] } }],
  ['a branch and an environment before it', { branch: 'main', promotedFrom: 'homologation' }],
  [
    'hosts, paths and target groups of a shared listener',
    {
      listeners: [
        {
          ...{ name: 'https', arn: { export: 'Arn' }, url: 'https://app.example.com' },
          ...{ hosts: ['app.example.com'], paths: ['/health', '/app/*'], targetGroups: [{ export: 'Function' }] },
        },
      ],
    },
  ],
  [
    'probes inside the VPC, and no connection to the database',
    {
      probes: { subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
      database: { ...bare, storageKey: database.storageKey } as never,
    },
  ],
  ['probes inside the VPC', { probes: { subnets: ['subnet-0a1b2c3d'], securityGroups: [{ export: 'Probes' }] } }],
  [
    'everything that a check may expect and carry',
    {
      checks: [
        { ...HTTP, tries: 2, keep: { token: 'session.token' } },
        {
          ...{ name: 'inside', functionality: 'surveys', path: '/in/{{token}}', headers: { Cookie: 'id={{token}}' } },
          expect: { status: 200, headers: { ETag: 'x' }, json: { total: null }, matches: '^a', withinMs: 900 },
        },
      ] as EnvironmentConfiguration['checks'],
    },
  ],
  [
    'images in registries of another account and Region, services switched in an order',
    {
      services: sandbox.services.map((service) => ({
        ...service,
        registry: '999988887777.dkr.ecr.us-east-1.amazonaws.com',
        order: service.kind === 'web' ? 2 : 1,
      })),
      repositories: ['111122223333.dkr.ecr.sa-east-1.amazonaws.com/log-router'],
    },
  ],
  ['exports of other stacks', referring((name) => ({ export: `Survey-${name}` }))],
  ['parameters that other stacks write', referring((name) => ({ parameter: `/survey/stack/${name}` }))],
  ['English', { language: 'en' }],
  [
    'as little as an environment may have',
    {
      ...{ repositories: undefined, schedules: undefined, rollbackWindowMinutes: undefined },
      database: {
        ...{ ...database, roles: undefined, warmingMinutes: undefined },
        pointer: { secret: SECRET, field: 'host', format: 'host' },
        connect: {
          ...database.connect,
          ...{ secretKey: undefined, readSecretKey: undefined },
          ...{ applicationSecret: undefined, applicationSecretKey: undefined },
        },
      },
    } as unknown as Partial<EnvironmentConfiguration>,
  ],
  [
    'replicas that a restore may leave behind, and databases that are not counted',
    { database: { ...database, acceptStale: ['read-replicas'], uncounted: { databases: ['metabase'] } } },
  ],
  ['tables that are not counted', { database: { ...database, uncounted: { tables: ['sessions'] } } }],
  [
    'a check that sends something and looks for a text',
    {
      checks: [
        {
          ...{ name: 'a survey is made', functionality: 'surveys', smoke: true, path: '/surveys' },
          ...{ method: 'POST', body: '{"title":"NPS"}', expect: { status: 201, includes: 'NPS' } },
        },
      ],
    },
  ],
];
