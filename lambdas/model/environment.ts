/**
 * The parts of `config/<environment>.ts` that steps receive. They are written into the state that calls the step, so an
 * execution keeps the configuration it started with.
 */

export const SERVICE_KINDS = ['web', 'worker'] as const;

/** One ECS service under control. */
export interface Service {
  /** ECS service name. */
  readonly name: string;
  /** The container whose image a release moves. */
  readonly container: string;
  /** ECR repository name. */
  readonly repository: string;
  /** Host of its registry, where it is another account's or Region's; left out: the environment's own. */
  readonly registry?: string;
  /** `web` serves users behind the load balancer; `worker` acts by itself. */
  readonly kind: (typeof SERVICE_KINDS)[number];
  /** Services of one order are switched at the same time, those of a smaller one before them; left out: {@link FIRST_ORDER}. */
  readonly order?: number;
}

/** Order of services that name none. */
export const FIRST_ORDER = 1;

export interface Listener {
  readonly name: string;
  readonly arn: string;
  /** Address that users type, for example `https://pesquisas.example.com.br`; looked at from outside. */
  readonly url: string;
  /** Patterns of the application's hosts and paths on a shared listener: maintenance mode is for these alone. */
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  /** ARNs of target groups that are the application's, besides those of its services. */
  readonly targetGroups?: readonly string[];
}

/** What starts jobs of the application by itself, at times or by events: the fence pauses it. */
export interface Schedule {
  /** A rule of EventBridge, or a schedule of EventBridge Scheduler. */
  readonly kind: 'rule' | 'schedule';
  readonly name: string;
  /** Its event bus, or its group of schedules. */
  readonly group: string;
  /** Of a schedule: name of its target's role, and ARN of its customer key; absent: of a rule, and where there is no such key. */
  readonly role?: string;
  readonly key?: string;
}

/** Where the application reads its database host when its tasks start. */
export type Pointer =
  | { readonly parameter: string; readonly format: PointerFormat }
  | { readonly secret: string; readonly field: string; readonly format: PointerFormat };
export const POINTER_FORMATS = ['host', 'host:port'] as const;
export type PointerFormat = (typeof POINTER_FORMATS)[number];

/** How a function reaches the database with SQL. */
export interface Connection {
  /** ARN of a secret holding JSON with `username` and `password`: the owner's, or that of the role that can only read. */
  readonly secret: string;
  readonly database: string;
  /** `require` verifies the server's certificate. */
  readonly tls: 'require' | 'disable';
}

/** A query whose answer says whether a database is fit to serve. */
export interface Sentinel {
  readonly name: string;
  /** One SELECT that returns one row with one column. */
  readonly sql: string;
  readonly expect: { readonly equals: string } | { readonly atLeast: number };
}

/** The criteria of a critical problem. */
export const CRITERIA = [
  'end-user-impact',
  'data-loss-or-exposure',
  'business-result',
  'availability',
  'compliance',
  'reputation',
  'monitoring-feedback',
  'history',
] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What an alarm does: start a rollback, or only be watched and reported. */
export const ALARM_ACTIONS = ['rollback', 'notify'] as const;

export interface Alarm {
  readonly name: string;
  readonly criterion: Criterion;
  readonly action: (typeof ALARM_ACTIONS)[number];
}

/** One test of the running application. */
export interface Check {
  readonly name: string;
  readonly functionality: string;
  /** Smoke checks always run; others when their functionality is affected. */
  readonly smoke: boolean;
  readonly method: 'GET' | 'POST';
  /** `{{name}}` in path, headers and body stands for a value that an earlier check keeps. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How often it is asked before it counts as failed; left out: three times. */
  readonly tries?: number;
  /** Name of a value -> its path in the JSON of the answer, as `items.0.name`. */
  readonly keep?: Readonly<Record<string, string>>;
  readonly expect: {
    readonly status: number;
    readonly includes?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Path in the JSON of the answer -> its value. */
    readonly json?: Readonly<Record<string, string | number | boolean | null>>;
    /** Regular expression. */
    readonly matches?: string;
    /** Longest time of the answer. */
    readonly withinMs?: number;
  };
}

/** A check that is a one-off task of ECS: the exit code of its container decides. */
export interface TaskCheck {
  readonly name: string;
  readonly functionality: string;
  /** As of {@link Check}. */
  readonly smoke: boolean;
  readonly task: {
    /** Family, which means its latest ACTIVE revision when the check begins, or `family:revision`. */
    readonly definition: string;
    /** The container whose exit code decides; sidecars do not. */
    readonly container: string;
    /** Left out: the container's own. */
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    /** Service whose subnets and security groups it runs in. */
    readonly networkOf: string;
    readonly withinMinutes: number;
    /** Names of the roles that may be passed to it. */
    readonly roles: readonly string[];
    /** Log group whose last lines tell why it failed; left out: none may be read. */
    readonly logGroup?: string;
  };
}

/** `database.onRollback`: when the database goes back with the services. */
/** What users get while a person has to decide: the maintenance page, or the application as it is. */
export const ON_FREEZE = ['page', 'open'] as const;
export type OnFreeze = (typeof ON_FREEZE)[number];

export const POLICIES = ['restore', 'restore-if-breaking', 'ask', 'keep'] as const;
export type RollbackPolicy = (typeof POLICIES)[number];

/** Languages of messages. */
export const LANGUAGES = ['pt-BR', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `database.acceptStale`: what a restore leaves behind, and a configuration may accept. */
export const STALE = ['read-replicas', 'proxies', 'managed-password', 'iam-authentication', 'directory'] as const;
export type Stale = (typeof STALE)[number];
