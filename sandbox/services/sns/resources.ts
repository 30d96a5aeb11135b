import type { ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { filterIn } from './filter.ts';
import type { SnsState } from './state.ts';

/** Makes a template's topics, their subscriptions and policies. */
export function snsResources(state: SnsState): Record<string, ResourceProvider> {
  const { kernel } = state;
  return {
    'AWS::SNS::Topic': (properties, { generatedName }) => {
      refuseUnmodelled('AWS::SNS::Topic', properties, ['TopicName', 'DisplayName', 'KmsMasterKeyId', 'Tags']);
      const name: string = properties['TopicName'] ?? generatedName;
      const arn = `arn:aws:sns:${kernel.region}:${kernel.account}:${name}`;
      state.topics.set(arn, { arn, name, key: properties['KmsMasterKeyId'], subscriptions: [] });
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
    'AWS::SNS::Subscription': (properties) => ({
      ref: state.subscribe(
        state.topic(properties['TopicArn']),
        properties['Protocol'],
        properties['Endpoint'],
        filterIn(properties['FilterPolicy']),
      ).arn,
    }),
    'AWS::SNS::TopicPolicy': (properties, context) => {
      for (const topic of properties['Topics']) kernel.attachPolicy(topic, properties['PolicyDocument'], context);
      return { ref: context.generatedName };
    },
  };
}
