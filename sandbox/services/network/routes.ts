/** The service that a VPC endpoint leads to, and who passes it. */
interface ServiceEndpoint {
  readonly vpc: string;
  readonly service: string;
  /** Of a gateway: where its routes are. */
  readonly tables: readonly string[] | undefined;
  /** Of an interface: the groups that decide who passes. */
  readonly groups: readonly string[];
  readonly privateNames: boolean;
}

interface Ingress {
  readonly from: number;
  readonly to: number;
  /** An address range, or another group. */
  readonly of: string;
}

/** What decides whether a packet of a function finds its way to an AWS service. */
export class Routes {
  private readonly vpcOf = new Map<string, string>();
  private readonly tableOf = new Map<string, string>();
  private readonly natIn = new Set<string>();
  private readonly endpoints: ServiceEndpoint[] = [];
  private readonly ingress = new Map<string, Ingress[]>();
  /** One higher with every change: what began before knows the way of then. */
  version = 0;

  subnet(id: string, vpc: string): void {
    this.vpcOf.set(id, vpc);
    this.version++;
  }

  associate(subnet: string, table: string): void {
    this.tableOf.set(subnet, table);
    this.version++;
  }

  /** Only the route to a NAT gateway counts: a function has no public address, and nothing it sends through an internet gateway returns. */
  route(table: string, { NatGatewayId, DestinationCidrBlock }: Readonly<Record<string, string | undefined>>): void {
    if (NatGatewayId !== undefined && DestinationCidrBlock === '0.0.0.0/0') this.natIn.add(table);
    this.version++;
  }

  endpoint(endpoint: ServiceEndpoint): void {
    const taken = this.endpoints.some(
      ({ vpc, service, tables }) =>
        vpc === endpoint.vpc &&
        service === endpoint.service &&
        (tables === undefined) === (endpoint.tables === undefined),
    );
    // https://repost.aws/knowledge-center/vpc-interface-endpoint-domain-conflict
    if (taken && endpoint.privateNames)
      throw new Error(
        `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${endpoint.service} in the VPC ${endpoint.vpc}`,
      );
    this.endpoints.push(endpoint);
    this.version++;
  }

  letIn(group: string, rules: readonly Ingress[]): void {
    this.ingress.set(group, [...(this.ingress.get(group) ?? []), ...rules]);
    this.version++;
  }

  /** Somebody deletes the routes to every NAT gateway, and makes them again by what this answers. */
  closeNat(): () => void {
    const before = [...this.natIn];
    this.natIn.clear();
    this.version++;
    return () => {
      for (const table of before) this.natIn.add(table);
      this.version++;
    };
  }

  /** A way to the internet from each of the subnets; those that no stack made are not looked at, and have one. */
  out(subnets: readonly string[]): boolean {
    return subnets.every((subnet) => !this.vpcOf.has(subnet) || this.natIn.has(this.tableOf.get(subnet) ?? ''));
  }

  /**
   * Whether a function in these subnets and groups reaches a service. An interface endpoint's private name holds in the whole
   * VPC: whoever its groups do not let in is lost there, even with a NAT gateway
   * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html). A gateway's route is more specific than
   * that to the NAT gateway (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html).
   */
  reaches(service: string, subnets: readonly string[], groups: readonly string[]): boolean {
    return subnets.every((subnet) => {
      const vpc = this.vpcOf.get(subnet);
      const there = this.endpoints.filter((one) => one.vpc === vpc && one.service === service);
      const named = there.find(({ tables, privateNames }) => tables === undefined && privateNames);
      if (named !== undefined) return named.groups.some((group) => this.passes(group, groups));
      const table = this.tableOf.get(subnet) ?? '';
      return there.some(({ tables }) => tables?.includes(table) === true) || this.out([subnet]);
    });
  }

  private passes(group: string, from: readonly string[]): boolean {
    const rules = this.ingress.get(group) ?? [];
    return rules.some(
      ({ from: first, to, of }) => first <= 443 && to >= 443 && (of.includes('/') || from.includes(of)),
    );
  }
}
