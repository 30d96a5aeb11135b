import type * as ecs from '@aws-sdk/client-ecs';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { clusterArn } from './checks.ts';
import { missing } from './missing.ts';
import { type Cluster, type EcsState, last } from './state.ts';

export const clusterOperations = (state: EcsState): Operations<typeof ecs> => ({
  DescribeClusters: {
    access: ({ clusters = ['default'] }) =>
      clusters.map((name) => ({ action: 'ecs:DescribeClusters', resource: clusterArn(state, name) })),
    handle({ clusters }) {
      const wanted = clusters?.length ? clusters : ['default'];
      const found = wanted.map((name) => state.clusters.get(last(name)));
      return {
        clusters: found.flatMap((cluster) => (cluster ? [describe(state, cluster)] : [])),
        failures: missing(wanted, found),
      };
    },
  },

  ListClusters: {
    access: onEverything('ecs:ListClusters'),
    handle: () => ({ clusterArns: [...state.clusters.values()].map(({ arn }) => arn) }),
  },
});

function describe(state: EcsState, cluster: Cluster): ecs.Cluster {
  const tasks = state.tasksOf(cluster);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    activeServicesCount: state.servicesOf(cluster).length,
    runningTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ lastStatus }) => ['PROVISIONING', 'PENDING'].includes(lastStatus)).length,
    tags: cluster.tags,
  };
}
