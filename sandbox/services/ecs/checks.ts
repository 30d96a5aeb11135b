import type * as ecs from '@aws-sdk/client-ecs';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type EcsState, last } from './state.ts';

/** ECS writes its tags in lower case. */
export function tagContext(
  prefix: 'aws:RequestTag/' | 'aws:ResourceTag/',
  tags: readonly ecs.Tag[] = [],
): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [`${prefix}${key ?? ''}`, value ?? '']));
}

export const clusterArn = (state: EcsState, name = 'default'): string => state.arn(`cluster/${last(name)}`);

export const inCluster = (state: EcsState, name?: string) => ({ 'ecs:cluster': clusterArn(state, name) });

export function onService(
  state: EcsState,
  action: string,
  { cluster, service = '' }: { readonly cluster?: string | undefined; readonly service?: string | undefined },
  more: Readonly<Record<string, string>> = {},
): AccessCheck {
  const found = state.services.find(
    ({ settings }) => settings.name === last(service) && settings.clusterArn === clusterArn(state, cluster),
  );
  return {
    action: `ecs:${action}`,
    resource: state.arn(`service/${last(cluster ?? 'default')}/${last(service)}`),
    context: { ...inCluster(state, cluster), ...more, ...tagContext('aws:ResourceTag/', found?.tags) },
  };
}

export function onTask(state: EcsState, action: string, cluster: string | undefined, task = ''): AccessCheck {
  return {
    action: `ecs:${action}`,
    resource: state.arn(`task/${last(cluster ?? 'default')}/${last(task)}`),
    context: inCluster(state, cluster),
  };
}

/** PassRole: whoever gives a task a role must be allowed to pass it to ECS. */
export function passRoles({ account }: Kernel, roles: readonly (string | undefined)[]): AccessCheck[] {
  const given = roles.filter((role): role is string => role !== undefined && role !== '');
  return [...new Set(given)].map((role) => ({
    action: 'iam:PassRole',
    resource: role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`,
    context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
  }));
}
