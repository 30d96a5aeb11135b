import type { Tag } from '../../template/properties/tags.ts';
import type { DataPlane } from './fabric.ts';
import type { Rule } from './rule.ts';

export interface Listener {
  readonly arn: string;
  readonly loadBalancer: LoadBalancer;
  /** The port its template gives it. The sandbox listens on another: `server.port`. */
  readonly declaredPort: number;
  readonly server: DataPlane;
  /** The rules the API knows; those in force are the server's. */
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
