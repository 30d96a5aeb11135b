import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { type Tag, withTags } from '../../template/properties/tags.ts';
import { onTagged } from './checks.ts';
import type { ElbState } from './state.ts';
import { invalid } from './validate.ts';

export const tagOperations = (state: ElbState): Operations<typeof elbv2> => ({
  DescribeTags: {
    access: onEverything('elasticloadbalancing:DescribeTags'),
    handle({ ResourceArns = [] }) {
      if (ResourceArns.length > 20) throw invalid('At most 20 resources can be described in one call');
      return {
        TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: described(state.tagged(arn).tags) })),
      };
    },
  },

  AddTags: {
    access: ({ ResourceArns = [], Tags }) => ResourceArns.map((arn) => onTagged(state, 'AddTags', arn, Tags)),
    handle({ ResourceArns = [], Tags }) {
      for (const arn of ResourceArns) {
        const tagged = state.tagged(arn);
        tagged.tags = withTags(tagged.tags, Tags);
      }
      return {};
    },
  },
});

const described = (tags: readonly Tag[]): elbv2.Tag[] => tags.map(({ Key, Value }) => ({ Key: Key ?? '', Value }));
