import type { Properties } from '../../kernel/resource.ts';

export const TYPE = 'AWS::ElasticLoadBalancingV2';

/** The pairs of an attribute list, for example of `LoadBalancerAttributes`. */
export function attributesOf(properties: Properties, property: string): Record<string, string> {
  const pairs: { Key: string; Value: string }[] = properties[property] ?? [];
  return Object.fromEntries(pairs.map(({ Key, Value }) => [Key, String(Value)]));
}
