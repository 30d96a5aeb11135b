import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentConfiguration } from '../configuration/schema.ts';
import { databaseOf, networkOf } from './database.ts';
import { checkOf, scheduleOf } from './jobs.ts';
import type { AlarmProps, ControlPlaneProps, ListenerProps, LogsProps } from './props.ts';
import { migrationOf, repositoryOf, serviceOf } from './services.ts';
import { without } from './without.ts';

/**
 * The configuration that props with constructs stand for: the same texts that a file would hold, where a name is generated
 * as a token of the CDK.
 * @throws Error where a construct does not tell what is needed; the message names the key
 */
export function configurationOf(scope: Construct, props: ControlPlaneProps): EnvironmentConfiguration {
  const {
    source: _,
    cluster,
    services,
    repositories,
    migration,
    listeners,
    database,
    alarms,
    checks,
    schedules,
    probes,
    logs,
    ...rest
  } = props;
  const { account, region } = environmentOf(scope, props.name);
  return without<EnvironmentConfiguration>({
    ...rest,
    account,
    region,
    cluster: clusterOf(cluster, services),
    services: services.map((one, n) => serviceOf(one, `services.${n}`, { account, region })),
    repositories: repositories?.map(repositoryOf),
    migration: migrationOf(migration),
    listeners: listeners.map(listenerOf),
    database: databaseOf(database),
    alarms: alarms.map(alarmOf),
    checks: checks.map((one, n) => checkOf(one, `checks.${n}`)),
    schedules: schedules?.map((one, n) => scheduleOf(one, `schedules.${n}`)),
    probes: probes === undefined ? undefined : networkOf(probes),
    logs: logs === undefined ? undefined : logsOf(logs),
  });
}

/** Names of the control plane and every permission hold account and Region. */
function environmentOf(scope: Construct, name: string): { readonly account: string; readonly region: string } {
  const { account, region, node } = Stack.of(scope);
  if (Token.isUnresolved(account) || Token.isUnresolved(region))
    throw new Error(
      `The stack ${node.path} has no account and Region of its own; the control plane of ${name} expected both, since its permissions name them. Give the stack env: { account: '111122223333', region: 'sa-east-1' }.`,
    );
  return { account, region };
}

function clusterOf(cluster: ControlPlaneProps['cluster'], services: ControlPlaneProps['services']): string {
  if (typeof cluster === 'string') return cluster;
  if (cluster !== undefined) return cluster.clusterName;
  const found = services.flatMap((one) => ('service' in one ? [one.service.cluster.clusterName] : []))[0];
  if (found === undefined)
    throw new Error('cluster: is missing; expected the name of a cluster, since no service is given as a construct');
  return found;
}

function listenerOf(one: ControlPlaneProps['listeners'][number]): EnvironmentConfiguration['listeners'][number] {
  if (!('listener' in one)) return one;
  const { listener, targetGroups, ...rest } = one satisfies ListenerProps;
  return {
    ...rest,
    arn: listener.listenerArn,
    ...(targetGroups && { targetGroups: targetGroups.map((group) => group.targetGroupArn) }),
  };
}

const logsOf = ({ groups, ...rest }: LogsProps): NonNullable<EnvironmentConfiguration['logs']> => ({
  ...rest,
  groups: groups.map((group) => (typeof group === 'string' ? group : group.logGroupName)),
});

function alarmOf(one: ControlPlaneProps['alarms'][number]): EnvironmentConfiguration['alarms'][number] {
  if (!('alarm' in one)) return one;
  const { alarm, ...rest } = one satisfies AlarmProps;
  return { ...rest, name: alarm.alarmName };
}
