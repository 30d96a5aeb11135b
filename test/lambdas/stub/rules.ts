import {
  PriorityInUseException,
  type Rule,
  RuleNotFoundException,
  type Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { aws } from './aws.ts';

/** Rules of listeners at a load balancer, with their tags. */
export class Rules {
  private readonly rules = new Map<string, Rule[]>();
  private readonly tags = new Map<string, Tag[]>();
  private made = 0;
  /** How many rules the load balancer may have. */
  limit = 100;
  /** So many answers of DescribeRules leave out what carries a tag of ours: they are old. */
  hidden = 0;

  /** A listener that forwards everything to one target group. */
  listen(listener: string): void {
    const Actions = [{ Type: 'forward' as const, TargetGroupArn: 'arn:tg' }];
    this.rules.set(listener, [{ RuleArn: `${listener}/default`, Priority: 'default', IsDefault: true, Actions }]);
  }

  add(listener: string, rule: Rule, tags: Tag[] = []): string {
    const of = this.of(listener);
    if (of.some(({ Priority }) => Priority === rule.Priority))
      throw new PriorityInUseException({ message: `Priority '${rule.Priority}' is currently in use`, $metadata: {} });
    const RuleArn = `${listener}/${++this.made}`;
    of.push({ ...rule, RuleArn, IsDefault: false });
    this.tags.set(RuleArn, tags);
    return RuleArn;
  }

  remove(arn: string): void {
    for (const of of this.rules.values()) {
      const at = of.findIndex(({ RuleArn }) => RuleArn === arn);
      if (at >= 0) of.splice(at, 1);
    }
    if (!this.tags.delete(arn)) throw new RuleNotFoundException({ message: 'Rule not found', $metadata: {} });
  }

  /** Priority -> what tells a rule of ours from others; the default rule left out. */
  seen(listener: string): Record<string, string> {
    const rules = this.of(listener).filter(({ IsDefault }) => IsDefault !== true);
    return Object.fromEntries(
      rules.map(({ Priority, RuleArn = '' }) => [
        Priority,
        (this.tags.get(RuleArn) ?? []).map(({ Key, Value }) => `${Key}=${Value}`).join(' '),
      ]),
    );
  }

  /** ARNs of the rules with a tag of ours. */
  ours(listener: string): string[] {
    return this.of(listener).flatMap(({ RuleArn = '' }) => (this.isOurs(RuleArn) ? [RuleArn] : []));
  }

  private isOurs(rule: string): boolean {
    return (this.tags.get(rule) ?? []).some(({ Key }) => Key === 'knowngood');
  }

  play(): void {
    aws.on('elasticloadbalancing', {
      // Two a page: whoever reads the first alone misses rules.
      DescribeRules: ({ ListenerArn = '', Marker = '0' }) => {
        const next = Number(Marker) + 2;
        const old = Marker === '0' ? this.hidden-- > 0 : false;
        const all = old
          ? this.of(ListenerArn).filter(({ RuleArn = '' }) => !this.isOurs(RuleArn))
          : this.of(ListenerArn);
        return {
          Rules: all.slice(Number(Marker), next),
          ...(next < all.length ? { NextMarker: String(next) } : {}),
        };
      },
      DescribeListeners: () => ({ Listeners: [...this.rules.keys()].map((ListenerArn) => ({ ListenerArn })) }),
      DescribeAccountLimits: () => ({
        Limits: [{ Name: 'rules-per-application-load-balancer', Max: String(this.limit) }],
      }),
      DescribeTags: ({ ResourceArns = [] }) => ({
        TagDescriptions: ResourceArns.map((ResourceArn) => {
          const Tags = this.tags.get(ResourceArn);
          if (Tags === undefined) throw new RuleNotFoundException({ message: 'Rule not found', $metadata: {} });
          return { ResourceArn, Tags };
        }),
      }),
      CreateRule: ({ ListenerArn = '', Priority, Conditions, Actions, Tags }) => {
        const rule = { Priority: String(Priority), Conditions: Conditions ?? [], Actions: Actions ?? [] };
        const RuleArn = this.add(ListenerArn, rule, Tags ?? []);
        return { Rules: [{ ...rule, RuleArn }] };
      },
      DeleteRule: ({ RuleArn = '' }) => {
        this.remove(RuleArn);
        return {};
      },
    });
  }

  private of(listener: string): Rule[] {
    return this.rules.get(listener) ?? [];
  }
}
