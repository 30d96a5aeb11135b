import * as ssm from '@aws-sdk/client-ssm';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { onParameter } from './checks.ts';
import { describeMetadata } from './describe.ts';
import { bare, type SsmState } from './state.ts';

/** Operations that list parameters and write them. */
export const parameterOperations = (state: SsmState): Operations<typeof ssm> => ({
  DescribeParameters: {
    access: onEverything('ssm:DescribeParameters'),
    handle({ ParameterFilters = [], Filters }) {
      if (Filters?.length || ParameterFilters.some(({ Key }) => Key !== 'Name'))
        throw new WireError('NotImplementedException', 'the sandbox filters parameters by Name alone', 501);
      const found = [...state.parameters.values()].filter(({ name }) =>
        ParameterFilters.every((filter) => matches(name, filter)),
      );
      return {
        Parameters: found.flatMap((parameter) =>
          parameter.versions.slice(-1).map((version) => describeMetadata(state, parameter, version)),
        ),
      };
    },
  },

  ListTagsForResource: {
    access: ({ ResourceId = '' }) => [{ action: 'ssm:ListTagsForResource', resource: state.arnOf(bare(ResourceId)) }],
    handle({ ResourceType, ResourceId = '' }) {
      if (ResourceType !== 'Parameter')
        throw new WireError('NotImplementedException', `the sandbox has no ${ResourceType} with tags`, 501);
      const parameter = state.parameters.get(bare(ResourceId));
      // Not ParameterNotFound (API_ListTagsForResource.html).
      if (parameter === undefined)
        throw new ssm.InvalidResourceId({ message: 'The resource ID is not valid.', $metadata: {} });
      return { TagList: parameter.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })) };
    },
  },

  PutParameter: {
    access: ({ Name = '', KeyId }, call) =>
      onParameter(state, 'PutParameter', Name, call, { operation: 'Encrypt', key: KeyId }),
    handle({ Name = '', Value = '', Type, Overwrite, KeyId, Tier }, { principal }) {
      const name = bare(Name);
      const known = state.parameters.get(name);
      if (known !== undefined && Overwrite !== true) {
        throw new ssm.ParameterAlreadyExists({
          message:
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          $metadata: {},
        });
      }
      const type = known?.type ?? Type ?? 'String';
      const version = state.put({ name, value: Value, type, by: principal.arn, key: KeyId, tier: Tier });
      return { Version: version, Tier: state.parameters.get(name)?.tier };
    },
  },
});

function matches(name: string, { Option = 'Equals', Values = [] }: ssm.ParameterStringFilter): boolean {
  return Values.some((value) => {
    if (Option === 'Equals') return name === value;
    return Option === 'BeginsWith' ? name.startsWith(value) : name.includes(value);
  });
}
