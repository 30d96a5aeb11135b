import type * as rds from '@aws-sdk/client-rds';
import type { Operations } from '../../kernel/operation.ts';
import { withTags } from '../../template/properties/tags.ts';
import { onResource } from './checks.ts';
import type { RdsState } from './state.ts';

export const tagOperations = (state: RdsState): Operations<typeof rds> => ({
  AddTagsToResource: {
    access: ({ ResourceName = '', Tags = [] }) => [onResource(state, 'AddTagsToResource', ResourceName, Tags)],
    handle({ ResourceName = '', Tags }) {
      const tagged = state.tagged(ResourceName);
      tagged.tags = withTags(tagged.tags, Tags);
      return {};
    },
  },

  ListTagsForResource: {
    access: ({ ResourceName = '' }) => [onResource(state, 'ListTagsForResource', ResourceName)],
    handle: ({ ResourceName = '' }) => ({
      TagList: state.tagged(ResourceName).tags.map(({ Key, Value }) => ({ Key, Value })),
    }),
  },
});
