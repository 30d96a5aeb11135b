import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import type { FargateService, ICluster, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IApplicationListener, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IDatabaseInstance, IOptionGroup, IParameterGroup, ISubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { ISchedule } from 'aws-cdk-lib/aws-scheduler';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import type { EnvironmentConfiguration, Reference } from '../configuration/schema.ts';

/**
 * A configuration whose parts may be constructs of the application's own stack, instead of names and ARNs. A part that is
 * written as in `config/<environment>.ts` stays as it is, so both can be mixed.
 */
export interface ControlPlaneProps extends Omit<EnvironmentConfiguration, 'account' | 'region' | Replaced> {
  /** Left out: the cluster of the first service. */
  readonly cluster?: ICluster | string;
  readonly services: readonly (ServiceProps | Literal['services'][number])[];
  /** Those of further containers (sidecars). */
  readonly repositories?: readonly (IRepository | string)[] | undefined;
  readonly migration: MigrationProps | Literal['migration'];
  readonly listeners: readonly (ListenerProps | Literal['listeners'][number])[];
  readonly database: DatabaseProps;
  readonly alarms: readonly (AlarmProps | Literal['alarms'][number])[];
  readonly checks: readonly (CheckProps | Literal['checks'][number])[];
  readonly schedules?: readonly (RuleProps | ScheduleProps | LiteralSchedule)[] | undefined;
  readonly probes?: NetworkProps | Literal['probes'];
  readonly logs?: LogsProps | undefined;
  /** Where the configuration comes from, for messages; left out: the construct's path. */
  readonly source?: string;
}

type Literal = EnvironmentConfiguration;
type Replaced =
  | 'cluster'
  | 'services'
  | 'repositories'
  | 'migration'
  | 'listeners'
  | 'database'
  | 'alarms'
  | 'checks'
  | 'schedules'
  | 'probes'
  | 'logs';

/** A service of ECS on Fargate. Its roles, and its container where it has one only, come from its task definition. */
export interface ServiceProps {
  readonly service: FargateService;
  /** Left out: the default container of its task definition. */
  readonly container?: string;
  /** Where the images of that container are. */
  readonly repository: IRepository;
  readonly kind: Literal['services'][number]['kind'];
  /** Services of one order are switched at the same time, those of a smaller one before them; left out: 1. */
  readonly order?: number;
}

/** The one-off task that runs a migration: the command of a service's container, in the new version. */
export interface MigrationProps {
  readonly service: FargateService;
  /** Left out: the default container of its task definition. */
  readonly container?: string;
  readonly command: string[];
  readonly logGroup?: ILogGroup;
}

type LiteralListener = Literal['listeners'][number];
/** A listener at which users reach the application. */
export interface ListenerProps extends Omit<LiteralListener, 'arn' | 'targetGroups'> {
  readonly listener: IApplicationListener;
  /** Those of the application besides its services', for example of a function. */
  readonly targetGroups?: readonly IApplicationTargetGroup[];
}

/** An alarm, what it means, and whether it starts a rollback. */
export interface AlarmProps extends Omit<Literal['alarms'][number], 'name'> {
  readonly alarm: IAlarm;
}

type LiteralSchedule = NonNullable<Literal['schedules']>[number];

/** A rule of EventBridge on the default bus, which starts jobs of the application: the fence pauses it. */
export interface RuleProps {
  readonly rule: IRule;
}

/** A schedule of EventBridge Scheduler that recurs: the fence pauses it. */
export interface ScheduleProps {
  readonly schedule: ISchedule;
  /** Its target's: an update of a schedule passes it again. */
  readonly role: IRole;
  /** Its customer key. */
  readonly key?: IKey;
}

type LiteralCheck = Extract<Literal['checks'][number], { readonly task: object }>;

/** A check that is a one-off task. Its roles, and its container where it has one only, come from its task definition. */
export interface CheckProps extends Omit<LiteralCheck, 'task'> {
  readonly task: CheckTaskProps;
}

/** What such a check starts: the newest revision of the family. */
export interface CheckTaskProps
  extends Omit<LiteralCheck['task'], 'definition' | 'container' | 'networkOf' | 'roles' | 'logGroup'> {
  readonly definition: TaskDefinition;
  /** Left out: its default container. */
  readonly container?: string;
  /** Service whose subnets and security groups it runs in; left out: the first one. */
  readonly networkOf?: FargateService | string;
  /** Where its container logs. */
  readonly logGroup?: ILogGroup;
}

export interface LogsProps extends Omit<NonNullable<Literal['logs']>, 'groups'> {
  readonly groups: readonly (ILogGroup | string)[];
}

/** Subnets and security groups of functions. */
export interface NetworkProps {
  readonly vpc: IVpc;
  /** Left out: the private subnets with a way out. */
  readonly subnets?: SubnetSelection;
  readonly securityGroups: readonly ISecurityGroup[];
}

type LiteralDatabase = Literal['database'];
/** The database, and how it goes back. */
export interface DatabaseProps
  extends Omit<
    LiteralDatabase,
    'instance' | 'pointer' | 'connect' | 'storageKey' | 'roles' | 'subnetGroup' | 'parameterGroup' | 'optionGroup'
  > {
  /** It must have an `instanceIdentifier` of its own: of a generated one nobody knows whether the restored one's fits. */
  readonly instance: IDatabaseInstance | string;
  readonly pointer: PointerProps | LiteralDatabase['pointer'];
  readonly connect?: ConnectProps | LiteralDatabase['connect'];
  readonly storageKey?: IKey | LiteralDatabase['storageKey'];
  readonly roles?: readonly (IRole | Reference)[] | undefined;
  readonly subnetGroup: ISubnetGroup | string;
  readonly parameterGroup: IParameterGroup | string;
  readonly optionGroup: IOptionGroup | string;
}

type Format = LiteralDatabase['pointer']['format'];
/** Where the application reads its database's host: a parameter of SSM, or a field of a secret. */
export type PointerProps =
  | { readonly parameter: IParameter; readonly format: Format }
  | { readonly secret: ISecret; readonly field: string; readonly format: Format };

/** Secrets bring their customer keys along. */
export interface ConnectProps extends NetworkProps {
  readonly secret: ISecret;
  readonly readSecret: ISecret;
  readonly applicationSecret?: ISecret;
  readonly database: string;
  readonly tls: NonNullable<LiteralDatabase['connect']>['tls'];
  /** VPC endpoints of the services that the functions call: of all (`true`), or of these. Left out: none. */
  readonly endpoints?: boolean | EndpointServices;
}

type Endpoints = NonNullable<NonNullable<LiteralDatabase['connect']>['endpoints']>;
export type EndpointServices = NonNullable<Endpoints['services']>;
