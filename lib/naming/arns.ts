import { Fn } from 'aws-cdk-lib';
import { throwAwayPrefix } from '../../lambdas/model/backup-drill.ts';
import type { Promotion } from '../../lambdas/model/published.ts';
import { domainOf, partitionOf } from '../configuration/partition.ts';
import { resolve } from '../configuration/reference.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { WorkflowKind } from '../workflows/machine.ts';

/** ARNs of everything an environment's configuration names; every grant is built from these. */
export class Arns {
  private readonly configuration: CheckedConfiguration;

  constructor(configuration: CheckedConfiguration) {
    this.configuration = configuration;
  }

  in(service: string, resource: string): string {
    const { account, region } = this.configuration;
    return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
  }

  /** What names of IAM begin with: IAM has one space of names for all Regions. */
  get policies(): string {
    return `knowngood-${this.configuration.name}-${this.configuration.region}`;
  }
  get registry(): string {
    const { account, region } = this.configuration;
    return `${account}.dkr.ecr.${region}.${domainOf(region)}`;
  }
  get cluster(): string {
    return this.in('ecs', `cluster/${this.configuration.cluster}`);
  }
  /** A migration runs in this service's network, with its task definition. */
  get migrationService(): string {
    const { cluster, migration } = this.configuration;
    return this.in('ecs', `service/${cluster}/${migration.service}`);
  }
  /** Every stream of the group that the migration logs to, if it is configured. */
  get migrationLog(): string[] {
    const { logGroup } = this.configuration.migration;
    return logGroup === undefined ? [] : [this.in('logs', `log-group:${logGroup}:log-stream:*`)];
  }
  get servicesOfCluster(): string {
    return this.in('ecs', `service/${this.configuration.cluster}/*`);
  }
  get services(): string[] {
    return this.configuration.services.map((s) => this.in('ecs', `service/${this.configuration.cluster}/${s.name}`));
  }
  /** Tags of services and database name them. */
  get stacks(): string {
    return this.in('cloudformation', 'stack/*/*');
  }
  get tasks(): string {
    return this.in('ecs', `task/${this.configuration.cluster}/*`);
  }
  /** Every family: the application's own stack names them. */
  get taskDefinitions(): string {
    return this.in('ecs', 'task-definition/*:*');
  }
  /** Those of the configuration, each in its own registry: another account's, or another Region's. */
  get repositories(): string[] {
    const { services, repositories } = this.configuration;
    const own = services.map(({ registry = this.registry, repository }) => `${registry}/${repository}`);
    return [...new Set([...own, ...repositories].map(arnOfRepository))];
  }
  /** That of an image, given with its tag or digest. */
  repositoryOf(image: string): string {
    return arnOfRepository(image.replace(/[:@][^/]*$/, ''));
  }
  get taskRoles(): string[] {
    return this.roles(rolesOfServices(this.configuration));
  }
  /** Of checks that are tasks. */
  get checkTaskRoles(): string[] {
    return this.roles(this.checkTasks.flatMap(({ roles }) => roles ?? rolesOfServices(this.configuration)));
  }
  /** A family means any revision of it. */
  get checkTaskDefinitions(): string[] {
    const named = this.checkTasks.map(({ definition }) => (definition.includes(':') ? definition : `${definition}:*`));
    return [...new Set(named)].map((definition) => this.in('ecs', `task-definition/${definition}`));
  }
  /** Services whose network they run in. */
  get checkTaskServices(): string[] {
    const [first] = this.configuration.services;
    const named = this.checkTasks.map(({ networkOf }) => networkOf ?? first?.name ?? '');
    return [...new Set(named)].map((name) => this.in('ecs', `service/${this.configuration.cluster}/${name}`));
  }
  /** Every task of the cluster, if a check is one. */
  get tasksOfChecks(): string[] {
    return this.checkTasks.length > 0 ? [this.tasks] : [];
  }
  get checkTaskLogs(): string[] {
    const groups = this.checkTasks.flatMap(({ logGroup }) => logGroup ?? []);
    return [...new Set(groups)].map((group) => this.in('logs', `log-group:${group}:log-stream:*`));
  }
  /** Of the application, as the configuration names them; with `:*` for every action but those of tags. */
  get applicationLogs(): string[] {
    const groups = new Set(this.configuration.logs?.groups ?? []);
    return [...groups].map((group) => this.in('logs', `log-group:${group}:*`));
  }
  private get checkTasks() {
    return this.configuration.checks.flatMap((one) => ('task' in one ? [one.task] : []));
  }
  private roles(names: readonly string[]): string[] {
    const { account, region } = this.configuration;
    return [...new Set(names)].map((role) => `arn:${partitionOf(region)}:iam::${account}:role/${role}`);
  }
  /** Where events of CloudWatch come to, and drills. */
  get defaultBus(): string {
    return this.in('events', 'event-bus/default');
  }
  /** Rules of EventBridge that the fence pauses. */
  get rulesToPause(): string[] {
    return this.configuration.schedules.flatMap((one) =>
      'rule' in one ? [this.in('events', `rule/${one.bus === 'default' ? '' : `${one.bus}/`}${one.rule}`)] : [],
    );
  }
  /** Schedules that the fence pauses, and their targets' roles. */
  get schedulesToPause(): string[] {
    return this.configuration.schedules.flatMap((one) =>
      'schedule' in one ? [this.in('scheduler', `schedule/${one.group}/${one.schedule}`)] : [],
    );
  }
  get scheduleRoles(): string[] {
    const { account, region, schedules } = this.configuration;
    const roles = schedules.flatMap((one) => ('schedule' in one ? [one.role] : []));
    return [...new Set(roles)].map((role) => `arn:${partitionOf(region)}:iam::${account}:role/${role}`);
  }
  get scalableTargets(): string {
    return this.in('application-autoscaling', 'scalable-target/*');
  }
  get listeners(): string[] {
    return this.configuration.listeners.map((l) => resolve(l.arn));
  }
  /** Rules of the listeners: `…:listener/app/<name>/<id>/<id>` has `…:listener-rule/app/<name>/<id>/<id>/<rule>`. */
  get rules(): string[] {
    return this.listeners.map((arn) => `${Fn.join(':listener-rule/', Fn.split(':listener/', arn, 2))}/*`);
  }
  /** The live instance: the configured one, or one that a rollback restored. */
  get databases(): string[] {
    const { instance } = this.configuration.database;
    return [this.in('rds', `db:${instance}`), this.restored];
  }
  get restored(): string {
    return this.in('rds', `db:${this.configuration.database.instance}-kg-*`);
  }
  /** Throw-away databases of backup drills: no other ARN covers them. */
  get throwAways(): string {
    return this.in('rds', `db:${throwAwayPrefix(this.configuration.database.instance)}*`);
  }
  get snapshots(): string {
    return this.in('rds', `snapshot:${this.configuration.database.instance}-kg-*`);
  }
  /** AWS authorizes a restore against its groups too. */
  get databaseGroups(): string[] {
    const { subnetGroup, parameterGroup, optionGroup } = this.configuration.database;
    return [
      this.in('rds', `subgrp:${subnetGroup}`),
      this.in('rds', `pg:${parameterGroup}`),
      this.in('rds', `og:${optionGroup}`),
    ];
  }
  /** Parameters below the configuration paths. */
  get parameters(): string[] {
    return this.configuration.configurationPaths.map((path) => this.in('ssm', `parameter${path.replace(/\/$/, '')}/*`));
  }
  /** The configuration paths themselves: GetParametersByPath is authorized against those. */
  get parameterPaths(): string[] {
    return this.configuration.configurationPaths.map((path) => this.in('ssm', `parameter${path.replace(/\/$/, '')}`));
  }
  /** Where releases may be promoted from. */
  get promotions(): Promotion[] {
    const { account, region, promotion } = this.configuration;
    return promotion.from.map((from) => {
      const there = { account: from.account ?? account, region: from.region ?? region };
      const role = `arn:${partitionOf(there.region)}:iam::${there.account}:role/${promotionRole(from.environment, there.region)}`;
      return {
        environment: from.environment,
        region: there.region,
        role: there.account === account ? null : role,
        elsewhere: there.account !== account || there.region !== region,
      };
    });
  }
  /** What an environment publishes for them. */
  published(environment: string, region = this.configuration.region): string[] {
    const { account } = this.configuration;
    return ['status', 'release', 'services/*'].map(
      (name) => `arn:${partitionOf(region)}:ssm:${region}:${account}:parameter/knowngood/${environment}/${name}`,
    );
  }
  ledgerOf(environment: string): string {
    return this.in('dynamodb', `table/knowngood-${environment}`);
  }
  alarm(name: string): string {
    return this.in('cloudwatch', `alarm:${name}`);
  }
  parameter(name: string): string {
    return this.in('ssm', `parameter${name}`);
  }
  /** An audience's: messages and policies name it by this name. */
  topic(audience: string): string {
    return this.in('sns', `knowngood-${this.configuration.name}-${audience}`);
  }
  machine(kind: WorkflowKind): string {
    return this.in('states', `stateMachine:knowngood-${this.configuration.name}-${kind}`);
  }
  executions(kind: WorkflowKind): string {
    return this.in('states', `execution:knowngood-${this.configuration.name}-${kind}:*`);
  }
}

/** Name of an environment's role for promotions: IAM has one space of names for all Regions. */
export const promotionRole = (environment: string, region: string): string =>
  `knowngood-${environment}-${region}-promotion`;

/** @param name `<account>.dkr.ecr.<region>.<domain>/<repository>` */
function arnOfRepository(name: string): string {
  const slash = name.indexOf('/');
  const [account = '', , , region = ''] = name.slice(0, slash).split('.');
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name.slice(slash + 1)}`;
}

export const rolesOfServices = ({ services }: Pick<CheckedConfiguration, 'services'>): string[] => [
  ...new Set(services.flatMap(({ taskRole, executionRole }) => [taskRole, executionRole])),
];
