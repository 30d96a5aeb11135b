const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || '-';

/** What `init` says, and writes into the configuration: comments, and questions in the place of values. */
export const INIT_EN = {
  // Errors.
  noCluster: 'There is no ECS cluster in this account and Region. Nothing was written.',
  unknownCluster: (name: string, known: readonly string[]) =>
    `--cluster is "${name}", which is not in this account and Region; expected one of ${list(known)}.`,
  whichCluster: (known: readonly string[]) =>
    `There are several clusters and none was named; expected --cluster with one of ${list(known)}.`,
  noService: (cluster: string) =>
    `The cluster "${cluster}" has no service; expected at least one that a release can move. Nothing was written.`,
  unknownService: (missing: readonly string[], cluster: string, known: readonly string[]) =>
    `--service names ${list(missing)}, which the cluster "${cluster}" does not have; expected some of ${list(known)}.`,
  unknownDatabase: (name: string, known: readonly string[]) =>
    `--database is "${name}", which is no database instance of this account and Region; expected one of ${list(known)}.`,
  whichDatabase: (known: readonly string[]) =>
    `No value that the tasks read leads to one of the database instances ${list(known)}; expected --database with the one that they use.`,
  exists: (file: string) =>
    `${file} exists already, and init overwrites nothing. Move it, or name another file with --output.`,
  unsupported: (environment: string) => `${environment} cannot be taken under control as it is. Nothing was written.`,
  otherServices:
    'Where it is another application: name the services that belong together with --service, and the database with --database.',
  // What is not supported.
  serviceHas: (name: string, what: string) => `service "${name}" has ${what}. It cannot be released by knowngood yet`,
  classicLoadBalancer: (name: string) =>
    `service "${name}" is behind a Classic Load Balancer; expected an Application Load Balancer`,
  otherLoadBalancer: (name: string, type: string) =>
    `the load balancer "${name}" is of the type ${type}; expected an Application Load Balancer: others have no rules, so no maintenance page can be shown there`,
  noListener:
    'none of the services is behind a load balancer; expected one that users reach by an Application Load Balancer',
  foreignImage: (service: string, container: string, image: string) =>
    `container "${container}" of service "${service}" runs "${image}"; expected an image of a private repository of ECR, whose tag is the version`,
  databaseCluster: (variable: string, host: string) =>
    `${variable} leads to "${host}", which is of a cluster; expected the endpoint of a database instance. Clusters (Aurora, Multi-AZ) are not supported yet`,
  proxyPointer: (variable: string, proxy: string) =>
    `${variable} leads to the RDS Proxy "${proxy}", which would go on leading to the replaced database; expected the endpoint of the database instance itself`,
  noDatabase: 'there is no RDS database instance in this account and Region; expected the one that the services use',
  // The screen.
  wrote: (file: string) => `Written: ${file}`,
  questions: (count: number) =>
    count === 1
      ? 'One question is left; the configuration is refused until it is answered:'
      : `${count} questions are left; the configuration is refused until they are answered:`,
  noQuestions: 'No question is left.',
  wrongToo: 'What the configuration is refused for besides:',
  next: (file: string) => `Answer them in the file, then: knowngood config check ${file}`,
  // Comments.
  head: (date: string, region: string, account: string) =>
    `Written by knowngood init on ${date}, from what AWS told of ${region} in ${account}. What each key means: config/example.ts.`,
  headQuestions: 'A value that begins with "???" is a question; the configuration is refused until all are answered.',
  language: 'Language and time zone of every message.',
  services: 'A service that a load balancer leads to is taken for "web", every other for "worker".',
  scales: (least: number, most: number) =>
    `Application Auto Scaling keeps ${least} to ${most} tasks; its state is kept and restored.`,
  sidecars: (names: readonly string[]) => `Beside it in the task: ${names.join(', ')}.`,
  noBreaker: 'No deployment circuit breaker: ECS itself never gives up a version that does not start.',
  noTaskRole: (service: string) => `name of the task role of ${service}; its task definition has none`,
  noExecutionRole: (service: string) => `name of the execution role of ${service}; its task definition has none`,
  assetRepository: (service: string, runs: string) =>
    `name of the repository that versions of ${service} are pushed to, tagged by their version; it runs an image of ${runs}, whose tags are hashes`,
  repositories: 'Repositories of the other containers, so that a rollback can return to their very images.',
  notPinned: (image: string) =>
    `"${image}" is of no private repository of ECR: a rollback returns to its name, not to its very image.`,
  migration: 'A one-off task of the NEW version, run when a release declares a migration.',
  migrationCommand: 'command that migrates the database, a word an item, such as npm, run, migrate',
  listeners: 'Every listener users reach; checks go by the first.',
  otherListeners: (count: number) =>
    `Left out, because nothing on them leads to these services: ${count === 1 ? 'one listener' : `${count} listeners`} of the same load balancers.`,
  redirects: 'It only redirects.',
  shared: "Other applications share it: maintenance mode is for these requests alone, as the application's rules say.",
  rest: 'Other applications take their hosts by rules; the host of "url" is of this one. Where it has several, name them all: hosts.',
  internal: (name: string) =>
    `The load balancer ${name} is internal: probes and checks run within its network ("probes").`,
  whichRequests:
    'which requests are of this application? Others share this listener, and its rules do not say it in one pattern: "hosts" or "paths", at most five',
  url: (form: string) => `address that users type for this listener, as ${form}`,
  priorities: 'Free on every listener, and before every rule of the application: keep them, and those between, free.',
  noPriorities: (first: number, needed: number) =>
    `the application's first rule has priority ${first}, and ${needed} free ones are needed before it: move that rule back, then say which`,
  pageTitle: 'We will be back soon',
  pageText: 'We are carrying out maintenance. What you have already sent is saved. Please try again in a few minutes.',
  maintenancePath: 'The running application must answer it with a status below 500.',
  unreadable: (what: string) => `these credentials may not read it (${what}); what is it?`,
  applicationRole: 'role (user) of PostgreSQL that the application logs in with',
  tables: 'tables that messages name, and whose rows are compared after a restore',
  aboutTables: 'Writes to all other tables are counted too, as one number.',
  aboutSentinels: 'Queries whose answers say whether a restored database is fit to serve.',
  sentinelName: 'the data is there',
  sentinelSql: 'a SELECT of one row and one column, such as SELECT count(*) FROM orders',
  onRollback: "'restore', 'restore-if-breaking', 'ask' (a person decides), or 'keep'.",
  maxLostWrites: 'When more would be lost, a person decides.',
  pointer: 'name of the SSM parameter that the tasks read the database host from at their start',
  pointerFound: 'The tasks read the database host here, and it holds the endpoint of the instance.',
  pointerInSecret: (variable: string, key: string) =>
    `${variable} is read from the field "${key}" of this secret. init reads no secret: look whether it holds the endpoint of the instance, and nothing but the host. A customer key of the secret: secretKey.`,
  pointerInDefinition: (variable: string, service: string) =>
    `${variable} holds the host in the task definition of ${service} itself, where no rollback can change it: put it into an SSM parameter that begins with "/", and let the tasks read it from there (secrets: valueFrom).`,
  pointerWithoutPath: (name: string) =>
    `The tasks read the host from the parameter "${name}", which does not begin with "/": make one that does, and let the tasks read it.`,
  noPointer: (address: string) =>
    `No value that the tasks read is the endpoint of the instance (${address}): put it into an SSM parameter that the tasks read at their start.`,
  subnets: 'ids of the private subnets to run in',
  aboutSubnets: 'Those of the tasks. They need a way to AWS: NAT, or endpoints.',
  securityGroups: 'id of a security group that the database lets in',
  candidate: (variables: readonly string[], arn: string) => `Read by the tasks (${variables.join(', ')}): ${arn}`,
  ownerSecret: (user: string) =>
    `whole ARN of a secret with username and password of the owner of the database (master user: ${user})`,
  readSecret: 'whole ARN of a secret with the login of a role that can only read (README, "A role that can only read")',
  aboutReadSecret: 'Sentinels, counts and proof use it. Customer keys of these secrets: secretKey, readSecretKey.',
  applicationSecret:
    "applicationSecret: '…': the application's own login, which a restored database must let in before users come back.",
  databaseName: 'name of the database within the instance',
  endpoints: 'Where the subnets have no way to AWS: endpoints (README, "The network of the functions").',
  connect:
    'Without it no restore can be proven and lost writes are unknown: a rollback with the database then freezes.',
  roles: 'Roles that the instance uses; a restored one is given them again.',
  stale: (kind: string, what: string) =>
    `A restore leaves something with the replaced instance (${what}): change that, or accept it with acceptStale: ['${kind}'].`,
  maybeStale: (kind: string, what: string) =>
    `Where one of the proxies of this Region (${what}) leads to the instance, a restore leaves it behind: acceptStale: ['${kind}'].`,
  configurationPaths:
    "Parameters below these paths are the application's configuration: a known good holds their values.",
  alarms:
    "Alarms on what stands above, each watched and reported only. Say 'rollback' where an alarm is to undo a release, and read each criterion.",
  noAlarms: 'No alarm looks at what stands above. The construct EnvironmentAlarms makes good ones (docs/construct.md).',
  alarmsUnreadable: 'These credentials may not read alarms (cloudwatch:DescribeAlarms).',
  alarmName: 'name of an alarm that says that users are hit',
  checkName: 'the application answers',
  checks: 'What the load balancer asks; add what users need most.',
  probes: 'Subnets of the tasks; they need a way to DynamoDB, Secrets Manager and Lambda.',
  probeGroups: 'id of a security group that the internal load balancer lets in',
  schedules:
    "Rules and schedules that start jobs of the application are paused behind the fence: schedules: [{ rule: '…' }].",
  devops: 'e-mail address of who operates it',
  teams: 'e-mail address of who tells customers',
  watch: 'How long alarms are watched after a release, and after a rollback.',
};

export type InitWords = typeof INIT_EN;
