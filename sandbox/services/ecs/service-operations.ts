import type * as ecs from '@aws-sdk/client-ecs';
import type { Operations } from '../../kernel/operation.ts';
import { inCluster, onService, passRoles } from './checks.ts';
import { refused } from './errors.ts';
import { missing } from './missing.ts';
import { type EcsState, last } from './state.ts';
import { updateService } from './update-service.ts';

export const serviceOperations = (state: EcsState): Operations<typeof ecs> => ({
  DescribeServices: {
    access: ({ cluster, services = [] }) =>
      services.map((service) => onService(state, 'DescribeServices', { cluster, service })),
    handle({ cluster: name, services = [], include }) {
      const cluster = state.cluster(name);
      if (services.length === 0) throw refused.parameter('Services cannot be empty.');
      if (services.length > 10) throw refused.parameter('Services cannot have more than 10 elements.');
      const found = services.map((service) => state.findService(cluster, service));
      return {
        services: found.flatMap((service) =>
          service ? [{ ...service.describe(), ...(include?.includes('TAGS') ? { tags: service.tags } : {}) }] : [],
        ),
        failures: missing(
          services.map((service) => state.arn(`service/${cluster.name}/${last(service)}`)),
          found,
        ),
      };
    },
  },

  ListServices: {
    access: ({ cluster }) => [{ action: 'ecs:ListServices', resource: '*', context: inCluster(state, cluster) }],
    handle: ({ cluster }) => ({
      serviceArns: state.servicesOf(state.cluster(cluster)).map(({ settings }) => settings.arn),
    }),
  },

  UpdateService: {
    // Naming a task definition hands its roles to ECS, even the one that runs already; a new count alone does not
    // (measured by others: github.com/keidarcy/e1s/issues/429).
    access(request) {
      const definition =
        request.taskDefinition === undefined ? undefined : state.definitions.find(request.taskDefinition);
      return [
        onService(state, 'UpdateService', request, definition ? { 'ecs:task-definition': definition.arn } : {}),
        ...passRoles(state.kernel, [definition?.facts.taskRoleArn, definition?.facts.executionRoleArn]),
      ];
    },
    handle: (request) => ({ service: updateService(state, request).describe() }),
  },
});
