import * as v from 'valibot';
import {
  ALARM_ACTIONS,
  CRITERIA,
  FIRST_ORDER,
  LANGUAGES,
  POINTER_FORMATS,
  POLICIES,
  SERVICE_KINDS,
  STALE,
} from '../../lambdas/model/environment.ts';
import { webAddress } from './addresses.ts';
import { disagreements } from './agreement.ts';
import { audiences } from './audiences.ts';
import { backupDrill } from './backup-drill.ts';
import { checks } from './checks.ts';
import { connect } from './connect.ts';
import { listener, looksWithin } from './listener.ts';
import { logs } from './logs.ts';
import { lostWritesTask } from './lost-writes-task.ts';
import { maintenance } from './maintenance.ts';
import { migration } from './migration.ts';
import { onFreeze } from './on-freeze.ts';
import { probes } from './probes.ts';
import { promotion } from './promotion.ts';
import { retention } from './retention.ts';
import { schedules } from './schedules.ts';
import { requireSecondPerson } from './second-person.ts';
import { sentinel } from './sentinel.ts';
import { databaseName, role, table } from './sql-names.ts';
import { standby, standbyLacks } from './standby.ts';
import {
  alarmName,
  generated,
  keyArn,
  matching,
  minutes,
  name,
  once,
  region,
  roleArn,
  secretArn,
  stackName,
  timeZone,
  whole,
} from './values.ts';
import { warmingMinutes } from './warming.ts';

/**
 * The configuration of one environment, written in `config/<environment>.ts`. It is checked when the stack is synthesized:
 * every problem is named at once, with the value given and the value expected.
 */

const HOST = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+$/;
const registryHost = matching(HOST, 'a private registry of ECR, as 111122223333.dkr.ecr.sa-east-1.amazonaws.com');

const ecrRepository = generated(
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+\/[a-z0-9][a-z0-9._/-]{1,255}$/,
  'a repository of ECR with its registry, as 111122223333.dkr.ecr.sa-east-1.amazonaws.com/log-router',
);

const service = v.strictObject({
  name,
  container: name,
  repository: generated(/^[a-z0-9][a-z0-9._/-]{1,255}$/, 'an ECR repository name'),
  /** Host of that repository's registry, where it is another account's or Region's. */
  registry: v.optional(registryHost),
  kind: v.picklist(SERVICE_KINDS),
  /** Services of one order are switched at the same time, those of a smaller one before them, forward as well as back. */
  order: v.optional(whole(1, 100), FIRST_ORDER),
  /** Names of its task definitions' roles: only these may be passed. */
  taskRole: name,
  executionRole: name,
});

const pointerFormat = v.picklist(POINTER_FORMATS);
const pointer = v.union([
  v.strictObject({
    parameter: generated(/^\/[A-Za-z0-9._/-]+$/, 'an SSM parameter name that begins with "/"'),
    format: pointerFormat,
  }),
  v.strictObject({
    secret: secretArn,
    /** Customer key of the secret; left out when it uses the account's own key. */
    secretKey: v.optional(keyArn),
    field: v.pipe(v.string(), v.minLength(1)),
    format: pointerFormat,
  }),
]);

const database = v.strictObject({
  instance: matching(
    /^[a-z](?!.*--)[a-z0-9-]{0,35}[a-z0-9]$/,
    'an RDS identifier of at most 37 characters (a restored one gets a suffix of 26, and 63 are allowed)',
  ),
  pointer,
  connect: v.optional(connect),
  /** Customer key of the storage; left out when the instance is not encrypted. */
  storageKey: v.optional(keyArn),
  /**
   * ARNs of roles that the instance uses: enhanced monitoring's, and associated ones (s3Import, …). Settle gives them to a
   * restored instance; those that are left out it tells.
   */
  roles: v.optional(v.array(roleArn), []),
  subnetGroup: name,
  parameterGroup: generated(/^[a-z][a-z0-9.-]{0,254}$/, 'a parameter group name'),
  optionGroup: generated(/^[a-z][a-z0-9:.-]{0,254}$/, 'an option group name such as "default:postgres-17"'),
  /** Role the application logs in with, or a list of them. */
  applicationRole: v.pipe(
    v.union(
      [role, v.pipe(v.array(role), v.minLength(1, 'expected at least one role'))],
      (issue) => `is ${JSON.stringify(issue.input)}; expected a database role, or a list of them`,
    ),
    v.transform((roles) => [roles].flat()),
  ),
  tables: v.pipe(v.array(table), v.minLength(1, 'expected at least one table, so that lost writes can be counted')),
  /**
   * Left out of the count of lost writes, and told at each release: tables whose rows may be lost untold (a cache, sessions;
   * those that inherit from them included), and whole databases.
   */
  uncounted: v.optional(
    v.strictObject({ tables: v.optional(v.array(table)), databases: v.optional(v.array(databaseName)) }),
  ),
  sentinels: v.pipe(
    v.array(sentinel),
    v.minLength(1, 'expected at least one sentinel, so that a restore can be proven'),
  ),
  onRollback: v.picklist(POLICIES),
  /** What a restore may leave with the replaced instance; anything else refuses a release that could be rolled back with it. */
  acceptStale: v.optional(v.array(v.picklist(STALE)), []),
  maxLostWrites: v.pipe(v.number(), v.integer(), v.minValue(0)),
  onFreeze,
  /** A rollback refuses older restore points. */
  oldestRestorePointHours: v.pipe(v.number(), v.minValue(1)),
  warmingMinutes,
  retention: v.optional(retention),
  backupDrill: v.optional(backupDrill),
  standby,
  lostWritesTask: v.optional(lostWritesTask),
});

export const environmentSchema = v.pipe(
  v.strictObject({
    name: matching(/^[a-z][a-z0-9-]{0,19}$/, 'at most 20 lower-case letters, digits and hyphens'),
    account: matching(/^\d{12}$/, 'an AWS account of 12 digits'),
    region,
    language: v.picklist(LANGUAGES),
    timeZone,
    cluster: name,
    services: v.pipe(v.array(service), v.minLength(1, 'expected at least one service')),
    /** Repositories that further containers of these services (sidecars) come from: their images can then be pinned. */
    repositories: v.optional(v.array(ecrRepository), []),
    migration,
    listeners: v.pipe(v.array(listener), v.minLength(1, 'expected at least one listener')),
    maintenance,
    database,
    /** Customer keys of SecureString parameters below those paths; parameters under the account's own key need none. */
    configurationKeys: v.optional(v.array(keyArn), []),
    configurationPaths: v.array(matching(/^\/[A-Za-z0-9._/-]+$/, 'an SSM path that begins with "/"')),
    alarms: v.pipe(
      v.array(
        v.strictObject({
          name: alarmName,
          criterion: v.picklist(CRITERIA),
          action: v.picklist(ALARM_ACTIONS),
        }),
      ),
      v.minLength(1, 'expected at least one alarm to watch'),
    ),
    checks,
    /**
     * Stacks of CloudFormation that deploy the application, besides those that the tags of services and database name: a release is
     * refused while one of them changes.
     */
    stacks: v.optional(v.array(stackName), []),
    schedules: v.optional(schedules, []),
    probes: v.optional(probes),
    audiences,
    logs: v.optional(logs),
    /** Address of the application's git repository: a post-mortem links `<repository>/compare/<from>...<to>`. */
    repository: v.optional(webAddress),
    /** Where your copy of `docs/runbook.md` is published: messages to DevOps link to it, and to its headings; left out: they do not. */
    runbook: v.optional(matching(/^https:\/\/[^\s#]+$/, 'an address that begins with "https://", without "#"')),
    watch: v.strictObject({
      releaseMinutes: minutes(1, 1_440),
      rollbackMinutes: minutes(1, 1_440),
      /**
       * Requests that the load balancer must have led to the application during a release's watch, or it ends unobserved; left
       * out: it is observed where any alarm has data, which a night without traffic has too under `notBreaching`.
       */
      minimumRequests: v.optional(whole(1, 1_000_000_000)),
    }),
    rollbackWindowMinutes: v.optional(minutes(5, 43_200), 120),
    promotion: v.optional(promotion, {}),
    /**
     * Environment in which a version must have been good before: of the same account and Region, or of `promotion.from`. Of one
     * elsewhere only what it runs is taken.
     */
    promotedFrom: v.optional(matching(/^[a-z][a-z0-9-]{0,19}$/, 'the name of another environment')),
    requireSecondPerson: v.optional(requireSecondPerson),
    /** Branch that releases must come from, for example "main"; left out: any. */
    branch: v.optional(v.pipe(v.string(), v.minLength(1))),
  }),
  v.check(
    (c) => c.services.some((s) => s.name === c.migration.service && s.container === c.migration.container),
    'migration.service and migration.container: expected a service and its container from "services"',
  ),
  v.check(
    (c) =>
      c.checks.every(
        (one) =>
          !('task' in one) ||
          one.task.networkOf === undefined ||
          c.services.some(({ name: service }) => service === one.task.networkOf),
      ),
    'checks: expected "task.networkOf" to name one of "services"',
  ),
  v.check((c) => once(c.services.map((s) => s.name)), 'services: expected each name once'),
  v.check(
    (c) => looksWithin(c.listeners, c.maintenance.path),
    'maintenance.path: expected a path among the "paths" of every listener: maintenance mode is looked at there',
  ),
  v.check((c) => c.services.some((s) => s.kind === 'web'), 'services: expected at least one of kind "web"'),
  v.check(
    ({ database: { retention, oldestRestorePointHours } }) =>
      retention === undefined || retention.days * 24 >= oldestRestorePointHours,
    ({ input: { database: given } }) =>
      `database.retention.days: is ${given.retention?.days}; expected at least ${Math.ceil(given.oldestRestorePointHours / 24)}, since a rollback takes restore points of the last ${given.oldestRestorePointHours} hours (oldestRestorePointHours)`,
  ),
  v.check(
    ({ database: { lostWritesTask: task, connect: way } }) => task === undefined || way !== undefined,
    'database.lostWritesTask: expected database.connect too: the task runs in its subnets, with its read role',
  ),
  v.check(
    ({ database: { backupDrill: drill, connect: way } }) => drill === undefined || way !== undefined,
    'database.backupDrill: expected database.connect too: a drill proves the restored database by its sentinels',
  ),
  v.check(
    ({ database: given }) => given.standby === 'none' || standbyLacks(given).length === 0,
    ({ input: { database: given } }) =>
      `database.standby: is "${given.standby}"; expected with it ${standbyLacks(given).join('; ')}`,
  ),
  v.check((c) => c.promotedFrom !== c.name, 'promotedFrom: expected another environment than this one'),
  v.check(
    (c) => c.promotion.from.every(({ environment }) => environment !== c.name),
    'promotion.from: expected other environments than this one; give the one of another account a name of its own',
  ),
  v.check(
    (c) => once(c.promotion.from.map(({ environment }) => environment)),
    'promotion.from: expected each environment once',
  ),
  v.check(
    (c) => once(c.promotion.to) && !c.promotion.to.includes(c.account),
    'promotion.to: expected other accounts than this one, each once: environments of this account need no role',
  ),
  v.check((c) => once(c.alarms.map((a) => a.name)), 'alarms: expected each name once'),
  v.check((c) => once(c.listeners.map((l) => l.name)), 'listeners: expected each name once'),
  v.check((c) => once(c.listeners.map((l) => l.arn)), 'listeners: expected each listener (arn) once'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed) for (const message of disagreements(dataset.value)) addIssue({ message });
  }),
);

/** A configuration as a file gives it. */
export type EnvironmentConfiguration = v.InferInput<typeof environmentSchema>;
/** The same, checked, with defaults filled in. */
export type CheckedConfiguration = v.InferOutput<typeof environmentSchema>;
export type Reference = CheckedConfiguration['listeners'][number]['arn'];
