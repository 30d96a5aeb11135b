import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tag } from '../../template/properties/tags.ts';
import type { DataPlane } from './fabric.ts';

export interface Rule {
  readonly arn: string;
  /** 1 to 50000, or `default`, which comes last. */
  readonly priority: number | 'default';
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
  tags: Tag[];
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancer: LoadBalancer;
  /** The port its template gives it. The sandbox listens on another: `server.port`. */
  readonly declaredPort: number;
  readonly server: DataPlane;
  /** What the API knows; what is in force is the server's. */
  rules: Rule[];
  tags: Tag[];
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** `app/<name>/<id>`: the value of CloudWatch's LoadBalancer dimension. */
  readonly fullName: string;
  readonly scheme: 'internal' | 'internet-facing';
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly createdAt: Date;
  /** Open before there is a listener, so that its address is known: the template asks for it (`DNSName`) first. */
  readonly firstServer: DataPlane;
  tags: Tag[];
}

/** Rules in the order they are tried. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const rank = ({ priority }: Rule) => (priority === 'default' ? Number.POSITIVE_INFINITY : priority);
  return [...rules].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** The rules with another action for requests that no rule takes. */
export const withDefault = (rules: readonly Rule[], actions: readonly Action[]): Rule[] =>
  rules.map((rule) => (rule.priority === 'default' ? { ...rule, actions } : rule));
