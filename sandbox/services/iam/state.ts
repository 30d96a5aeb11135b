import type { Principal } from '../../kernel/access.ts';
import type { ResourceContext } from '../../kernel/resource.ts';
import type { Policies } from './evaluate.ts';
import { managedStatements } from './managed.ts';
import { readPolicy, type Statement } from './policy.ts';

type Attached = Map<string, readonly Statement[]>;

/** Every policy of the template, by the ARN of what it is attached to. */
export class IamState {
  readonly account: string;
  /** Role -> inline policy -> statements: one name is one policy, whichever resource of a template writes it (PutRolePolicy). */
  private readonly inline = new Map<string, Attached>();
  /** Role -> managed policy -> statements. */
  private readonly attached = new Map<string, Attached>();
  /** Inline policies that stand in the role's own resource. */
  private readonly ofTheRole = new Map<string, readonly string[]>();
  private readonly trusts: Attached = new Map();
  private readonly ofResources: Attached = new Map();
  /** ARN of a role -> ARN of its permissions boundary. */
  private readonly boundaries = new Map<string, string>();
  private readonly managed: Attached = new Map();
  private readonly deleted = new Set<string>();

  constructor(account: string) {
    this.account = account;
  }

  roleArn(role: string): string {
    return role.startsWith('arn:') ? role : `arn:aws:iam::${this.account}:role/${role}`;
  }

  /** A role and its trust policy; its boundary must be known already. */
  createRole(arn: string, trust: readonly Statement[], boundary: string | undefined): void {
    this.deleted.delete(arn);
    for (const policies of [this.inline, this.attached]) if (!policies.has(arn)) policies.set(arn, new Map());
    this.trusts.set(arn, trust);
    if (boundary === undefined) return;
    managedStatements(boundary, this.managed);
    this.boundaries.set(arn, boundary);
  }

  deleteRole(arn: string): void {
    this.deleted.add(arn);
    for (const policies of [this.inline, this.attached, this.ofTheRole, this.trusts, this.boundaries])
      policies.delete(arn);
  }

  /** Whether the role was deleted while somebody acted in it still. */
  isDeleted(arn: string): boolean {
    return this.deleted.has(arn);
  }

  createManaged(arn: string, statements: readonly Statement[]): void {
    this.managed.set(arn, statements);
  }

  /** Writes the inline policies of a role's own resource; what stood there before and does no more is deleted. */
  putOwn(role: string, policies: ReadonlyMap<string, readonly Statement[]>): void {
    const arn = this.roleArn(role);
    for (const name of this.ofTheRole.get(arn) ?? []) if (!policies.has(name)) this.deleteInline(arn, name);
    for (const [name, statements] of policies) this.putInline(arn, name, statements);
    this.ofTheRole.set(arn, [...policies.keys()]);
  }

  putInline(role: string, name: string, statements: readonly Statement[]): void {
    of(this.inline, this.roleArn(role)).set(name, statements);
  }

  deleteInline(role: string, name: string): void {
    this.inline.get(this.roleArn(role))?.delete(name);
  }

  attachManaged(role: string, policy: string): void {
    of(this.attached, this.roleArn(role)).set(policy, managedStatements(policy, this.managed));
  }

  attachToResource(arn: string, document: { Statement?: unknown }, where: ResourceContext): void {
    attach(this.ofResources, arn, readPolicy(document, placeOf(where), 'resource'));
  }

  trustOf(role: string): readonly Statement[] | undefined {
    return this.trusts.get(role);
  }

  /** The policies that decide whether a principal may do something to a resource. */
  policiesOf(principal: Principal, resource: string): Policies {
    const boundary = this.boundaries.get(principal.arn);
    return {
      identity: [this.inline, this.attached].flatMap((kind) => [...(kind.get(principal.arn)?.values() ?? [])].flat()),
      boundary: boundary === undefined ? undefined : managedStatements(boundary, this.managed),
      resource: this.ofResources.get(policyHolder(resource)),
    };
  }
}

const of = (kind: Map<string, Attached>, role: string): Attached => {
  const found = kind.get(role) ?? new Map<string, readonly Statement[]>();
  kind.set(role, found);
  return found;
};

function attach(to: Attached, arn: string, statements: readonly Statement[]): void {
  to.set(arn, [...(to.get(arn) ?? []), ...statements]);
}

/** Where a policy stands in the template. */
export const placeOf = ({ stackName, logicalId }: ResourceContext): string => `${stackName}/${logicalId}`;

/** The resource whose policy speaks for an ARN: an object's is its bucket's. */
const policyHolder = (arn: string): string => (arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] ?? arn) : arn);
