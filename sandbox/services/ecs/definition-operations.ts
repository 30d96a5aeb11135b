import type * as ecs from '@aws-sdk/client-ecs';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { passRoles, tagContext } from './checks.ts';
import { refused } from './errors.ts';
import type { EcsState } from './state.ts';

export const definitionOperations = (state: EcsState): Operations<typeof ecs> => ({
  RegisterTaskDefinition: {
    access({ family, taskRoleArn, executionRoleArn, tags = [] }) {
      const resource = state.arn(`task-definition/${family}:*`);
      const context = tagContext('aws:RequestTag/', tags);
      const tag = {
        action: 'ecs:TagResource',
        resource,
        context: { ...context, 'ecs:CreateAction': 'RegisterTaskDefinition' },
      };
      return [
        { action: 'ecs:RegisterTaskDefinition', resource, context },
        ...passRoles(state.kernel, [taskRoleArn, executionRoleArn]),
        ...(tags.length ? [tag] : []),
      ];
    },
    handle(request, { principal }) {
      const { facts, tags } = state.definitions.register(request, new Date(state.kernel.clock.now()), principal.arn);
      return { taskDefinition: { ...facts }, tags: [...tags] };
    },
  },

  DescribeTaskDefinition: {
    access: onEverything('ecs:DescribeTaskDefinition'),
    handle({ taskDefinition = '', include }) {
      const definition = state.definitions.find(taskDefinition);
      if (!definition) throw refused.client('Unable to describe task definition.');
      return {
        taskDefinition: { ...definition.facts },
        ...(include?.includes('TAGS') ? { tags: [...definition.tags] } : {}),
      };
    },
  },

  DeregisterTaskDefinition: {
    access: onEverything('ecs:DeregisterTaskDefinition'),
    handle({ taskDefinition = '' }) {
      const definition = state.definitions.find(taskDefinition);
      if (!definition) throw refused.client('The specified task definition does not exist.');
      state.definitions.deregister(definition, new Date(state.kernel.clock.now()));
      return { taskDefinition: { ...definition.facts } };
    },
  },

  ListTaskDefinitionFamilies: {
    access: onEverything('ecs:ListTaskDefinitionFamilies'),
    handle: ({ familyPrefix = '' }) => ({
      families: state.definitions.families.filter((family) => family.startsWith(familyPrefix)),
    }),
  },

  ListTaskDefinitions: {
    access: onEverything('ecs:ListTaskDefinitions'),
    handle: ({ familyPrefix }) => ({ taskDefinitionArns: state.definitions.list(familyPrefix) }),
  },
});
