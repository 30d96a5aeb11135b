import type { TargetHealthStateEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Fabric, Obstacle, RequestSeen } from './fabric.ts';
import { loadBalancerOperations } from './load-balancer-operations.ts';
import { measureHealth } from './metrics.ts';
import { network } from './network.ts';
import { elbResources } from './resources.ts';
import { ruleOperations } from './rule-operations.ts';
import { ElbState } from './state.ts';
import { tagOperations } from './tag-operations.ts';
import type { Target } from './target-group.ts';
import { targetOperations } from './target-operations.ts';

/** Elastic Load Balancing, and what only the sandbox's own parts may ask of it. */
export interface Elb extends ServiceModel<typeof elbv2> {
  /** `http://127.0.0.1:<port>`: what a browser uses in place of the listener's public address. */
  publicUrl(listenerArn: string): string;
  /** Calls `listener` for every request that has ended; returns what stops it. */
  onRequest(listener: (request: RequestSeen) => void): () => void;
  /** Lets a listener break every connection, or answer again. */
  refuse(listenerArn: string, down: boolean): void;
  /** Puts something between a listener and whoever asks, or takes it away. */
  stand(listenerArn: string, obstacle: Obstacle | null): void;
  /** Adds a target; a target group that does not exist throws TargetGroupNotFoundException. */
  register(targetGroupArn: string, target: Target): void;
  /** Sends the target nothing more; resolves after the deregistration delay (virtual). */
  deregister(targetGroupArn: string, target: Target, signal?: AbortSignal): Promise<void>;
  /** Undefined: not registered. */
  healthOf(targetGroupArn: string, target: Target): TargetHealthStateEnum | undefined;
}

/** How often the counts of healthy targets are measured, in virtual ms: twice in the shortest usual alarm period. */
const HEALTH_MEASURED_EVERY_MS = 30_000;

export function createElb(kernel: Kernel, fabric: Fabric = network): Elb {
  const state = new ElbState(kernel, fabric);
  const closing = new AbortController();
  void measureForever(state, closing.signal).catch(() => {}); // Ends by being aborted.
  return {
    signingName: 'elasticloadbalancing',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    module: elbv2,
    ...served<typeof elbv2>(
      loadBalancerOperations(state),
      ruleOperations(state),
      targetOperations(state),
      tagOperations(state),
    ),
    resources: elbResources(state),
    publicUrl: (listenerArn) => `http://127.0.0.1:${state.listener(listenerArn).server.port}`,
    onRequest(listener) {
      state.onRequest.add(listener);
      return () => state.onRequest.delete(listener);
    },
    refuse: (listenerArn, down) => state.listener(listenerArn).server.refuse?.(down),
    stand: (listenerArn, obstacle) => state.listener(listenerArn).server.stand?.(obstacle),
    register: (arn, target) => state.group(arn).register(target),
    deregister: (arn, target, signal) => state.group(arn).deregister(target, signal),
    healthOf: (arn, target) => state.group(arn).healthOf(target)?.State,
    async close() {
      closing.abort();
      state.close();
    },
  };
}

async function measureForever(state: ElbState, signal: AbortSignal): Promise<void> {
  for (;;) {
    await state.kernel.clock.sleep(HEALTH_MEASURED_EVERY_MS, signal);
    for (const group of state.groups.values()) {
      for (const { fullName } of state.loadBalancersOf(group)) measureHealth(state.kernel, fullName, group);
    }
  }
}
