import type { ResourceProvider } from '../../kernel/resource.ts';
import { createListener, createListenerRule } from './listener-resources.ts';
import { createLoadBalancer } from './load-balancer-resource.ts';
import { TYPE } from './properties.ts';
import type { ElbState } from './state.ts';
import { createTargetGroup } from './target-group-resource.ts';

/** Makes load balancers, listeners, rules and target groups of a template. */
export function elbResources(state: ElbState): Record<string, ResourceProvider> {
  return {
    [`${TYPE}::LoadBalancer`]: (properties, context) => createLoadBalancer(state, properties, context),
    [`${TYPE}::Listener`]: (properties, context) => createListener(state, properties, context),
    [`${TYPE}::ListenerRule`]: (properties) => createListenerRule(state, properties),
    [`${TYPE}::TargetGroup`]: (properties, context) => createTargetGroup(state, properties, context),
  };
}
