import * as ecs from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Elb } from '../elb/elb.ts';
import { ecsAccess } from './access.ts';
import { refused } from './errors.ts';
import { processes, type TaskHost } from './host.ts';
import { ecsResources } from './resources.ts';
import { serviceOperations } from './service-operations.ts';
import { EcsState } from './state.ts';
import { taskOperations } from './task-operations.ts';

/** ECS on Fargate, and what only the sandbox's own parts may ask of it. */
export interface Ecs extends ServiceModel<typeof ecs> {
  /** What Application Auto Scaling reads. @throws ServiceNotFoundException */
  desiredCount(cluster: string, service: string): number;
  /** What Application Auto Scaling writes. @throws ServiceNotFoundException */
  setDesiredCount(cluster: string, service: string, count: number): void;
  /** The file with the outputs of a task's containers; undefined for a task nobody knows. */
  logFile(cluster: string, task: string): string | undefined;
}

export function createEcs(kernel: Kernel, ecr: Ecr, elb: Elb, host: TaskHost = processes): Ecs {
  const state = new EcsState(kernel, ecr, elb, host);
  const service = (cluster: string, name: string) => state.service(state.cluster(cluster), name);
  return {
    signingName: 'ecs',
    module: ecs,
    resources: ecsResources(state),
    access: ecsAccess(state),
    desiredCount: (cluster, name) => service(cluster, name).options.desiredCount,
    setDesiredCount: (cluster, name, count) => service(cluster, name).scale(count),
    logFile: (cluster, task) => state.findTask(state.cluster(cluster), task)?.logFile,
    async close() {
      state.close();
    },
    handlers: {
      ...serviceOperations(state),
      ...taskOperations(state),
      RegisterTaskDefinition(request, { principal }) {
        const { facts, tags } = state.definitions.register(request, new Date(kernel.clock.now()), principal.arn);
        return { taskDefinition: { ...facts }, tags: [...tags] };
      },
      DescribeTaskDefinition({ taskDefinition = '', include }) {
        const definition = state.definitions.find(taskDefinition);
        if (!definition) throw refused.client('Unable to describe task definition.');
        return {
          taskDefinition: { ...definition.facts },
          ...(include?.includes('TAGS') ? { tags: [...definition.tags] } : {}),
        };
      },
      DeregisterTaskDefinition({ taskDefinition = '' }) {
        const definition = state.definitions.find(taskDefinition);
        if (!definition) throw refused.client('The specified task definition does not exist.');
        state.definitions.deregister(definition, new Date(kernel.clock.now()));
        return { taskDefinition: { ...definition.facts } };
      },
      ListTaskDefinitionFamilies: ({ familyPrefix = '' }) => ({
        families: state.definitions.families.filter((family) => family.startsWith(familyPrefix)),
      }),
      ListTaskDefinitions: ({ familyPrefix }) => ({ taskDefinitionArns: state.definitions.list(familyPrefix) }),
    },
  };
}
