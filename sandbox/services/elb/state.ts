import { randomBytes } from 'node:crypto';
import {
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
  RuleNotFoundException,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tag } from '../../template/properties/tags.ts';
import type { Listener, LoadBalancer, Rule } from './listener.ts';
import type { TargetGroup } from './target-group.ts';
import { targetGroupsOf } from './validate.ts';

/** Everything the load balancing service knows. */
export class ElbState {
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly listeners = new Map<string, Listener>();
  readonly groups = new Map<string, TargetGroup>();
  readonly groupTags = new Map<string, Tag[]>();
  private readonly prefix: string;

  constructor({ region, account }: Kernel) {
    this.prefix = `arn:aws:elasticloadbalancing:${region}:${account}`;
  }

  /** `arn:aws:elasticloadbalancing:<region>:<account>:<path>/<new id>`. */
  newArn(path: string): string {
    return `${this.prefix}:${path}/${randomBytes(8).toString('hex')}`;
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

  /** What carries the tags of an ARN of any kind. */
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

  /** The load balancers that some rule makes forward to a group. */
  loadBalancersOf(group: TargetGroup): Set<LoadBalancer> {
    const users = [...this.listeners.values()].filter(({ rules }) =>
      rules.some(({ actions }) =>
        actions.some((action) => targetGroupsOf(action).some(({ arn }) => arn === group.arn)),
      ),
    );
    return new Set(users.map(({ loadBalancer }) => loadBalancer));
  }
}
