import type { EnvironmentConfiguration } from '../lib/configuration/schema.ts';

/**
 * A production environment, to copy: one file of this folder is one control plane (stack `KnownGood-<name>`).
 * Where a value may be `{ export: '…' }`, CloudFormation reads it from the export of that name when it deploys. It may be
 * `{ parameter: '/…' }` too, an SSM parameter: an export that is imported freezes the stack it comes from, a parameter does not.
 */
export default {
  name: 'production',
  account: '444455556666',
  region: 'sa-east-1',
  // Language and time zone of every message.
  language: 'pt-BR',
  timeZone: 'America/Sao_Paulo',

  cluster: 'production',
  // Services are switched at the same time; with `order: 1`, `order: 2`, one order after the other. Workers that a fence stopped come
  // last: they are resumed after the checks.
  services: [
    {
      name: 'api',
      container: 'app',
      repository: 'cx/api',
      // Where the repository is another account's or Region's: registry: '111122223333.dkr.ecr.us-east-1.amazonaws.com',
      kind: 'web',
      taskRole: 'cx-api-task',
      executionRole: 'cx-execution',
    },
    {
      name: 'sender',
      container: 'app',
      repository: 'cx/sender',
      kind: 'worker',
      taskRole: 'cx-sender-task',
      executionRole: 'cx-execution',
    },
  ],
  // Repositories of further containers of these services (sidecars), so that a rollback can return to their very images:
  // repositories: ['444455556666.dkr.ecr.sa-east-1.amazonaws.com/log-router'],
  // A one-off task of the NEW version, run when a release declares a migration.
  migration: { service: 'api', container: 'app', command: ['npm', 'run', 'migrate'] },
  // Every listener users reach; HTTPS first.
  // On a listener that other applications share, `hosts` and `paths` (as in its rules) say which requests are this application's:
  // { name: 'https', arn: …, url: …, hosts: ['app.example.com.br'], paths: ['/app/*', '/health'] }
  // Target groups of the application besides those of its services: targetGroups: [{ export: 'Cx-FunctionTargetGroupArn' }].
  listeners: [
    { name: 'https', arn: { export: 'Cx-HttpsListenerArn' }, url: 'https://app.example.com.br' },
    { name: 'http', arn: { export: 'Cx-HttpListenerArn' }, url: 'http://app.example.com.br' },
  ],
  maintenance: {
    // Reserve these, and those between, on every listener: the page's, and one for each rule that leads to the application.
    priorities: { bypass: 1, page: 10 },
    title: 'Voltamos já',
    text: 'Estamos em manutenção. O que você já enviou está guardado.',
    path: '/health',
    // Show the page also when only code goes back.
    forServicesOnly: false,
  },

  database: {
    instance: 'cx-production',
    // Where the application's tasks read the database host at their start. Or: { secret: '…', secretKey: '…', field: 'host',
    // format: 'host' }.
    pointer: { parameter: '/cx/production/database/host', format: 'host' },
    // Without it no restore can be proven and lost writes are unknown: a rollback with the database then freezes.
    connect: {
      subnets: [{ export: 'Cx-PrivateSubnetA' }, { export: 'Cx-PrivateSubnetB' }],
      securityGroups: [{ export: 'Cx-DatabaseClients' }],
      // JSON with username and password of the database's owner, who ends sessions and makes a replaced database read-only.
      secret: { export: 'Cx-DatabaseSecretArn' },
      // Customer key of that secret; leave it out when the secret uses the account's own key (aws/secretsmanager).
      secretKey: { export: 'Cx-DatabaseKeyArn' },
      // The same for a role that can only read (README, "A role that can only read"): sentinels, counts and proof use it.
      readSecret: { export: 'Cx-DatabaseReadSecretArn' },
      readSecretKey: { export: 'Cx-DatabaseKeyArn' },
      // The application's own login: a restored database must let it in before users come back. Leave it out, and that is not tried.
      // applicationSecret: { export: 'Cx-ApplicationSecretArn' },
      // applicationSecretKey: { export: 'Cx-DatabaseKeyArn' },
      database: 'cx',
      tls: 'require',
      // Where the subnets have no way to AWS (README, "The network of the functions"), the stack makes VPC endpoints:
      // endpoints: { vpc: { export: 'Cx-Vpc' }, cidrs: ['10.0.0.0/16'], routeTables: [{ export: 'Cx-PrivateRoutes' }] },
    },
    storageKey: { export: 'Cx-DatabaseKeyArn' },
    // Roles that the instance uses (enhanced monitoring's, s3Import's, …), which a restored instance is given again.
    roles: [{ export: 'Cx-DatabaseMonitoringRoleArn' }],
    // What a restore may leave with the replaced instance, such as ['read-replicas']: otherwise such a release is refused.
    acceptStale: [],
    subnetGroup: 'cx-production',
    parameterGroup: 'cx-production',
    optionGroup: 'default:postgres-17',
    // One role, or a list: every role that the application's services log in with.
    applicationRole: 'cx_app',
    // Tables that messages name, as SQL writes them ('"Answer"' for one with capitals); their rows are compared after a restore.
    // Writes to all other tables, of every database of the instance, are counted too, as one number.
    tables: ['surveys', 'answers', 'distributions'],
    // Left out of the count, and told at each release: rows that may be lost untold.
    // uncounted: { tables: ['sessions'], databases: ['metabase'] },
    sentinels: [{ name: 'surveys are there', sql: 'SELECT count(*) FROM surveys', expect: { atLeast: 1 } }],
    // 'restore' | 'restore-if-breaking' | 'ask' | 'keep'
    onRollback: 'restore-if-breaking',
    // When more would be lost, a person decides.
    maxLostWrites: 500,
    // What users get until then: 'page', or 'open', the application as it is, where nothing is raised or stopped yet.
    // onFreeze: 'page',
    oldestRestorePointHours: 24,
    // How long users may wait for a restored database to be read from S3 before they come back; 5 when it is left out.
    // warmingMinutes: 5,
    // When snapshots and replaced databases are deleted, each announced a week before; leave it out, and none ever is. The newest
    // restore points are kept whatever their age, everything else for so many days.
    // retention: { restorePoints: 10, days: 90 },
    // backupDrill: { days: 30, maxRecoveryMinutes: 60, maxRecoveryPointMinutes: 30 },
    // With the prices of your Region its announcements say what is paid until then: prices: { currency: 'USD', snapshotGibMonth: 0.18,
    //   storageGibMonth: 0.2, instanceHour: { 'db.t4g.medium': 0.09 }, source: 'aws.amazon.com/rds/postgresql/pricing, sa-east-1, …' },
    // 'until-good': the snapshot of a release is restored beside the live database while it goes on, and a rollback with the database waits
    // for no restore. A second instance runs until the release is good. A request may say otherwise; needs connect and retention.
    // standby: 'none',
    // A task that exports lost rows into a bucket of yours, from within the databases' network (docs/lost-writes.md). Leave it out, and
    // `knowngood lost-writes` does the same from a machine there.
    lostWritesTask: {
      image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/knowngood-lost-writes:0.1.0',
      bucket: 'cx-production-lost-writes',
      bucketKey: { export: 'Cx-LostWritesKeyArn' },
    },
  },
  configurationPaths: ['/cx/production/config/'],

  // Each alarm with its criterion. 'notify' is watched and reported, and starts nothing.
  alarms: [
    { name: 'cx-production-5xx-rate', criterion: 'end-user-impact', action: 'rollback' },
    { name: 'cx-production-latency', criterion: 'availability', action: 'notify' },
  ],
  checks: [
    {
      name: 'the application answers',
      functionality: 'platform',
      smoke: true,
      path: '/health',
      expect: { status: 200 },
    },
    {
      name: 'dashboards open',
      functionality: 'dashboards',
      path: '/dashboards/demo',
      expect: { status: 200, includes: 'NPS' },
    },
    // A check may also expect headers, values of JSON, a match and a time, and carry values to later ones:
    // { name: 'people log in', functionality: 'platform', method: 'POST', path: '/demo-session', keep: { token: 'session.token' },
    //   expect: { status: 201, headers: { 'cache-control': 'no-store' }, withinMs: 2_000 }, tries: 2 },
    // { name: 'their surveys are there', functionality: 'surveys', path: '/api/surveys', headers: { authorization: 'Bearer {{token}}' },
    //   expect: { status: 200, json: { 'items.0.name': 'NPS' }, matches: '"total":[1-9]' } },
    // A check may be a one-off task of ECS: exit code 0 of its container is a pass. It gets KNOWNGOOD_URL and, behind the page, the header
    // that leads through it (KNOWNGOOD_BYPASS_HEADER, KNOWNGOOD_BYPASS_VALUE). Its repository stands in `repositories` or "services".
    // { name: 'the tests of QA pass', functionality: 'surveys', smoke: true,
    //   task: { definition: 'cx-tests', container: 'tests', command: ['npm', 'test'], withinMinutes: 10,
    //     roles: ['cx-tests-task', 'cx-execution'], logGroup: '/cx/tests' } },
  ],
  // Where the load balancer is internal: probes and checks then run in these subnets, which need a way to DynamoDB, Secrets Manager
  // and Lambda's own interfaces (NAT or endpoints).
  // probes: { subnets: [{ export: 'Cx-PrivateSubnetA' }], securityGroups: [{ export: 'Cx-Probes' }] },
  // `migration.logGroup: '/cx/web'` tells the last lines of a migration that failed, its secrets masked.
  // Log groups of the application: a post-mortem quotes lines of errors from there, secrets masked. `errors` is a filter pattern of
  // CloudWatch Logs, as '{ $.level >= 50 }'; left out: words of errors. What else a line says, of customers too, is quoted as it is.
  // logs: { groups: ['/cx/web', '/cx/worker'] },
  // Rules and schedules that start jobs of the application: paused behind the fence, then resumed as they were.
  // schedules: [{ rule: 'cx-nightly-report' }, { schedule: 'digest', group: 'cx-jobs', role: 'cx-jobs' }],
  // Stacks that deploy the application. Those that the tags of services and database name need no mention.
  // stacks: ['Cx-Network'],
  // `drill: ['plantao@example.com.br']`: whom `knowngood drill` tells; left out: DevOps.
  // `chat: {}` makes a topic for a channel of Amazon Q Developer in chat applications, `chat: { pager: 'https://…' }` posts what is
  // critical to a pager too.
  audiences: { devops: ['devops@example.com.br'], teams: ['produto@example.com.br', 'atendimento@example.com.br'] },
  // Where your copy of docs/runbook.md, or of docs/runbook.pt-br.md, is published: messages to DevOps link to its headings.
  // runbook: 'https://git.example.com.br/plataforma/knowngood/blob/main/docs/runbook.md',
  // The application's git repository: a post-mortem links what the release changed.
  // repository: 'https://git.example.com.br/plataforma/pesquisas',
  // An alarm with notBreaching is OK in a night without traffic. `minimumRequests: 500` ends a release unobserved where fewer came.
  watch: { releaseMinutes: 30, rollbackMinutes: 60 },
  // An older release does not count as the cause of an alarm.
  rollbackWindowMinutes: 120,
  branch: 'main',
  // Environments whose images a release may take by digest, and accounts that may take from here (docs/promotion.md).
  // promotion: { from: [{ environment: 'homologation', account: '222233334444' }], to: ['333344445555'] },
  // Only a version that was good in that environment is released here; of one elsewhere only by promotion.
  // promotedFrom: 'homologation',
} satisfies EnvironmentConfiguration;
