import * as ecs from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Elb } from '../elb/elb.ts';
import { clusterOperations } from './cluster-operations.ts';
import { definitionOperations } from './definition-operations.ts';
import { processes, type TaskHost } from './host.ts';
import { ecsResources } from './resources.ts';
import { runTaskOperation } from './run-task.ts';
import { serviceOperations } from './service-operations.ts';
import type { Shortage } from './shortage.ts';
import { EcsState, type LogStream } from './state.ts';
import { taskOperations } from './task-operations.ts';

/** ECS on Fargate, and what only the sandbox's own parts may ask of it. */
export interface Ecs extends ServiceModel<typeof ecs> {
  /** What Application Auto Scaling reads. @throws ServiceNotFoundException */
  desiredCount(cluster: string, service: string): number;
  /** What Application Auto Scaling writes. @throws ServiceNotFoundException */
  setDesiredCount(cluster: string, service: string, count: number): void;
  /** What the next requests of RunTask meet, in order: there is no capacity for them. */
  runOutOfCapacity(shortages: readonly Shortage[]): void;
  /** The file with the outputs of a task's containers; undefined for a task nobody knows. */
  logFile(cluster: string, task: string): string | undefined;
  /** What a container has logged by `awslogs`; undefined: no container has that stream. */
  logOf(group: string, stream: string): string | undefined;
  /** Every stream of a log group that a container has. */
  logsIn(group: string): readonly LogStream[];
}

export function createEcs(kernel: Kernel, ecr: Ecr, elb: Elb, host: TaskHost = processes): Ecs {
  const state = new EcsState(kernel, ecr, elb, host);
  const service = (cluster: string, name: string) => state.service(state.cluster(cluster), name);
  return {
    signingName: 'ecs',
    module: ecs,
    ...served<typeof ecs>(
      clusterOperations(state),
      definitionOperations(state),
      serviceOperations(state),
      taskOperations(state),
      runTaskOperation(state),
    ),
    resources: ecsResources(state),
    desiredCount: (cluster, name) => service(cluster, name).options.desiredCount,
    setDesiredCount: (cluster, name, count) => service(cluster, name).scale(count),
    runOutOfCapacity: (shortages) => void state.shortages.splice(0, Number.POSITIVE_INFINITY, ...shortages),
    logFile: (cluster, task) => state.findTask(state.cluster(cluster), task)?.logFile,
    logOf: (group, stream) => state.logOf(group, stream),
    logsIn: (group) => state.logsIn(group),
    async close() {
      state.close();
    },
  };
}
