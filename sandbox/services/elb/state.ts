import { randomBytes } from 'node:crypto';
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tag } from '../../template/properties/tags.ts';
import type { DataPlane, Fabric, RequestSeen } from './fabric.ts';
import type { Listener, LoadBalancer } from './listener.ts';
import { measureRequest } from './metrics.ts';
import type { Rule } from './rule.ts';
import type { TargetGroup } from './target-group.ts';
import { targetGroupsOf } from './validate.ts';

/** Everything the load balancing service knows. */
export class ElbState {
  readonly kernel: Kernel;
  readonly fabric: Fabric;
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly listeners = new Map<string, Listener>();
  readonly groups = new Map<string, TargetGroup>();
  readonly groupTags = new Map<string, Tag[]>();
  /** By stack, logical id, load balancer and port: a stack that is deployed again keeps its listeners. */
  readonly deployed = new Map<string, Listener>();
  /** Called for every request that has ended. */
  readonly onRequest = new Set<(request: RequestSeen) => void>();
  private readonly prefix: string;

  constructor(kernel: Kernel, fabric: Fabric) {
    this.kernel = kernel;
    this.fabric = fabric;
    this.prefix = `arn:aws:elasticloadbalancing:${kernel.region}:${kernel.account}`;
  }

  /** Opens a data plane for a load balancer, known by its full name. */
  open(loadBalancer: string): Promise<DataPlane> {
    return this.fabric.listen({
      clock: this.kernel.clock,
      group: (arn) => this.groups.get(arn),
      seen: (request) => {
        measureRequest(this.kernel, loadBalancer, request);
        for (const listener of this.onRequest) listener(request);
      },
    });
  }

  /** `arn:aws:elasticloadbalancing:<region>:<account>:<path>/<new id>`. */
  newArn(path: string): string {
    return `${this.prefix}:${path}/${randomBytes(8).toString('hex')}`;
  }

  /** `arn:…:listener-rule/app/<name>/<id>/<listener id>/<rule id>`. */
  newRuleArn(listenerArn: string): string {
    return this.newArn(listenerArn.slice(listenerArn.indexOf('listener/')).replace('listener/', 'listener-rule/'));
  }

  loadBalancer(arn: string | undefined): LoadBalancer {
    const found = this.loadBalancers.get(arn ?? '');
    if (found) return found;
    throw new LoadBalancerNotFoundException({ message: `Load balancers '[${arn}]' not found`, $metadata: {} });
  }

  listener(arn: string | undefined): Listener {
    const found = this.listeners.get(arn ?? '');
    if (found) return found;
    throw new ListenerNotFoundException({ message: 'One or more listeners not found', $metadata: {} });
  }

  group(arn: string | undefined): TargetGroup {
    const found = this.groups.get(arn ?? '');
    if (found) return found;
    throw new TargetGroupNotFoundException({ message: `Target groups '${arn}' not found`, $metadata: {} });
  }

  rule(arn: string | undefined): { listener: Listener; rule: Rule } {
    for (const listener of this.listeners.values()) {
      const rule = listener.rules.find((candidate) => candidate.arn === arn);
      if (rule) return { listener, rule };
    }
    throw new RuleNotFoundException({ message: 'One or more rules not found', $metadata: {} });
  }

  /** The load balancer, listener, rule or group of an ARN, with its tags. */
  tagged(arn: string): { tags: Tag[] } {
    const kind = arn.slice(this.prefix.length + 1).split('/')[0];
    if (kind === 'loadbalancer') return this.loadBalancer(arn);
    if (kind === 'listener') return this.listener(arn);
    if (kind === 'listener-rule') return this.rule(arn).rule;
    const group = this.group(arn);
    const { groupTags } = this;
    return {
      get tags() {
        return groupTags.get(group.arn) ?? [];
      },
      set tags(tags: Tag[]) {
        groupTags.set(group.arn, tags);
      },
    };
  }

  /** The load balancers with a rule that forwards to a group. */
  loadBalancersOf(group: TargetGroup): Set<LoadBalancer> {
    const users = [...this.listeners.values()].filter(({ rules }) =>
      rules.some(({ actions }) =>
        actions.some((action) => targetGroupsOf(action).some(({ arn }) => arn === group.arn)),
      ),
    );
    return new Set(users.map(({ loadBalancer }) => loadBalancer));
  }

  close(): void {
    for (const { firstServer } of this.loadBalancers.values()) firstServer.close();
    for (const { server } of this.listeners.values()) server.close();
    for (const group of this.groups.values()) group.close();
  }
}
