import sandbox from '../../examples/survey-platform/environment.ts';

const { database, maintenance } = sandbox;
const [listener] = sandbox.listeners;
const LISTENER =
  'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/cx/50dc6c495c0c9188/f2f7dc8efc522ab2';
const connected = (change: Record<string, unknown>) => ({
  database: { ...database, connect: { ...database.connect, ...change } },
});
const IMAGE = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/lost-writes:0.1.0';
const listening = (change: Record<string, unknown>) => ({ listeners: [{ ...listener, ...change }] });

const retaining = (retention: object) => ({ database: { ...database, retention } });
const checking = (change: Record<string, unknown>) => ({ checks: [{ ...sandbox.checks[0], ...change }] });

const tasking = (change: Record<string, unknown>) => {
  const task = { definition: 'survey-tests', container: 'tests', ...change };
  return { checks: [sandbox.checks[0], { name: 'exports', functionality: 'exports', task }] };
};

/** What a configuration file may have wrong: what, and the part that is changed. */
export const wrongConfigurations: readonly (readonly [wrong: string, change: Record<string, unknown>])[] = [
  ['a name that cannot be part of an ARN', { name: 'Produção' }],
  ['an account that is none', { account: '12' }],
  ['a Region that is none', { region: 'brazil' }],
  ['a language nobody wrote the messages in', { language: 'es' }],
  ['a time zone that is none', { timeZone: 'Brasil' }],
  ['a question of `knowngood init` that is left', { branch: '??? branch that releases come from' }],
  ['no service', { services: [] }],
  ['the same service twice', { services: [sandbox.services[0], ...sandbox.services] }],
  ['a migration of a service that is not there', { migration: { ...sandbox.migration, service: 'api' } }],
  ['the page before the bypass', { maintenance: { ...maintenance, priorities: { bypass: 5, page: 2 } } }],
  ['a host of a listener that is a URL', { listeners: [{ ...listener, hosts: ['https://app.example.com'] }] }],
  ['a path of a listener that does not begin', { listeners: [{ ...listener, paths: ['app/*'] }] }],
  ['no host where hosts are asked for', { listeners: [{ ...listener, hosts: [] }] }],
  [
    'more hosts and paths than a rule of a load balancer holds',
    { listeners: [{ ...listener, hosts: ['a.br', 'b.br', 'c.br'], paths: ['/a/*', '/b/*', '/health'] }] },
  ],
  ['more wildcards than a rule holds', { listeners: [{ ...listener, paths: ['/*/a/*', '/*/b/*', '/*h*'] }] }],
  [
    'a URL that is not among the hosts',
    { listeners: [{ ...listener, url: 'https://app.example.com', hosts: ['billing.example.com'] }] },
  ],
  ['a path to look at that is not among the paths', { listeners: [{ ...listener, paths: ['/app/*'] }] }],
  [
    'an alarm of another Region, by its ARN',
    { alarms: [{ ...sandbox.alarms[0], name: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:cdn-5xx' }] },
  ],
  ['a check with a secret in a header', checking({ headers: { Authorization: 'Bearer abc' } })],
  ['a check with a value that no check before it keeps', checking({ path: '/inside?of={{token}}' })],
  ['a check with an expression that is none', checking({ expect: { status: 200, matches: '(' } })],
  ['a check that allows a minute', checking({ expect: { status: 200, withinMs: 60_000 } })],
  ['a check with a path of JSON that is none', checking({ expect: { status: 200, json: { '$..total': 1 } } })],
  ['a check that is tried for ever', checking({ tries: 100 })],
  ['a task of a check by its ARN', tasking({ definition: 'arn:aws:ecs:sa-east-1:111122223333:task-definition/t:1' })],
  ['a task of a check with a secret', tasking({ environment: { API_TOKEN: 'abc' } })],
  ['a task of a check with a variable of ours', tasking({ environment: { KNOWNGOOD_URL: 'x' } })],
  ['a task of a check that may last a day', tasking({ withinMinutes: 1_440 })],
  ['a task of a check in the network of no service', tasking({ networkOf: 'api' })],
  ['a task of a check without a container', tasking({ container: undefined })],
  ['a check that is a task and a request', { checks: [{ ...sandbox.checks[1], path: '/' }] }],
  ['two checks of one name', { checks: [...sandbox.checks, sandbox.checks[0]] }],
  ['an instance name too long to be restored beside', { database: { ...database, instance: 'a'.repeat(38) } }],
  ['a pointer without its format', { database: { ...database, pointer: { parameter: '/survey/database/host' } } }],
  ['a freeze that shows neither page nor application', { database: { ...database, onFreeze: 'closed' as 'open' } }],
  [
    'a pager without encryption',
    { audiences: { ...sandbox.audiences, chat: { pager: 'http://pager.example.com/hook' } } },
  ],
  ['no limit of lost writes', { database: { ...database, maxLostWrites: undefined } }],
  ['a table that is an injection', { database: { ...database, tables: ['answers; drop table answers'] } }],
  [
    'no role that can only read',
    { database: { ...database, connect: { ...database.connect, readSecret: undefined } } },
  ],
  [
    'the owner as the role that can only read',
    { database: { ...database, connect: { ...database.connect, readSecret: database.connect.secret } } },
  ],
  [
    'a secret by its name: no policy could name it',
    { database: { ...database, connect: { ...database.connect, readSecret: 'cx/production/reader' } } },
  ],
  [
    "a secret's key by its alias",
    {
      database: {
        ...database,
        connect: { ...database.connect, secretKey: 'arn:aws:kms:sa-east-1:111122223333:alias/cx' },
      },
    },
  ],
  ['no sentinel', { database: { ...database, sentinels: [] } }],
  [
    'a sentinel that writes',
    { database: { ...database, sentinels: [{ name: 's', sql: 'DELETE FROM answers', expect: { equals: '0' } }] } },
  ],
  ['a policy that does not exist', { database: { ...database, onRollback: 'always' } }],
  ['no alarm', { alarms: [] }],
  ['a criterion that does not exist', { alarms: [{ name: 'a', criterion: 'mood', action: 'rollback' }] }],
  ['no smoke check', { checks: [{ name: 'a', functionality: 'b', path: '/', expect: { status: 200 } }] }],
  ['an audience without an address', { audiences: { ...sandbox.audiences, teams: [] } }],
  ['an address that is none', { audiences: { ...sandbox.audiences, devops: ['plantão'] } }],
  ['a watch that needs no request at all', { watch: { releaseMinutes: 5, rollbackMinutes: 4, minimumRequests: 0 } }],
  ['a watch of no time', { watch: { releaseMinutes: 0, rollbackMinutes: 4 } }],
  ['a release promoted from its own environment', { promotion: { from: [{ environment: sandbox.name }] } }],
  [
    'an environment to promote from, twice',
    {
      promotion: { from: [{ environment: 'homologation' }, { environment: 'homologation', account: '222233334444' }] },
    },
  ],
  ['promotion to its own account', { promotion: { to: [sandbox.account] } }],
  ['promotion to an account that is none', { promotion: { to: ['homologation'] } }],
  ['a role of named sessions, with its path', { requireSecondPerson: { namedSessions: ['teams/on-call'] } }],
  ['promotion from itself', { promotedFrom: sandbox.name }],
  ['an hour and more behind the page, for warming', { database: { ...database, warmingMinutes: 61 } }],
  [
    'prices of retention without their source',
    retaining({
      ...{ restorePoints: 2, days: 30 },
      prices: { currency: 'USD', snapshotGibMonth: 0.1, storageGibMonth: 0.1, instanceHour: {}, source: '' },
    }),
  ],
  [
    'a standby without a retention that deletes it',
    { database: { ...database, retention: undefined, standby: 'until-good' } },
  ],
  ['a retention that keeps no restore point', retaining({ restorePoints: 0, days: 90 })],
  ['a retention without a week to tell people', retaining({ restorePoints: 5, days: 7 })],
  [
    'a retention that deletes what a rollback still takes',
    { database: { ...database, oldestRestorePointHours: 480, retention: { restorePoints: 5, days: 14 } } },
  ],
  [
    'a task that exports lost rows, of an image outside ECR',
    { database: { ...database, lostWritesTask: { image: 'node:24', bucket: 'lost-writes' } } },
  ],
  [
    'a task that exports lost rows, without a connection to the database',
    {
      database: {
        ...{ ...database, connect: undefined, backupDrill: undefined },
        lostWritesTask: { image: IMAGE, bucket: 'lost-writes' },
      },
    },
  ],
  ['backup drills without a connection to the database', { database: { ...database, connect: undefined } }],
  ['backup drills a hundred days apart', { database: { ...database, backupDrill: { days: 100 } } }],
  ['an unknown key', { colour: 'red' }],
  ['a Region that does not exist', { region: 'sa-east-9' }],
  ['a URL without its scheme', listening({ url: 'app.example.com' })],
  ['a URL with a path', listening({ url: 'https://app.example.com/survey' })],
  ['a listener of a Network Load Balancer', listening({ arn: LISTENER.replace('/app/', '/net/') })],
  ['a listener of another Region', listening({ arn: LISTENER.replace('sa-east-1', 'us-east-1') })],
  ['a listener of another account', listening({ arn: LISTENER.replace('111122223333', '444455556666') })],
  ['a listener of another partition', listening({ arn: LISTENER.replace('arn:aws:', 'arn:aws-cn:') })],
  ['the same listener twice', { listeners: [listener, { ...listener, name: 'again' }] }],
  ['a subnet by its name', connected({ subnets: ['foo'] })],
  ['an endpoint in no VPC', connected({ endpoints: { vpc: 'main', cidrs: ['10.0.0.0'], routeTables: [] } })],
  ['a security group by its name', connected({ securityGroups: ['database-clients'] })],
  [
    'a secret of another Region',
    connected({ readSecret: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:cx/reader-AbCdEf' }),
  ],
  ["the storage's key by a word", { database: { ...database, storageKey: 'nonsense' } }],
  ['a text that would become an expression', { maintenance: { ...maintenance, title: '{% $release.reason %}' } }],
];
