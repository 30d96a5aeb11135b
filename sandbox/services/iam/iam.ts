import { createHash } from 'node:crypto';
import type { AccessCheck, Assuming, Principal } from '../../kernel/access.ts';
import type { Created, Properties, ResourceContext } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { evaluate } from './evaluate.ts';
import { managedStatements } from './managed.ts';
import { readPolicy, type Statement } from './policy.ts';
import { type Usage, UsageRecord } from './usage.ts';

/** The person at the keyboard, who may do everything: access key `sandbox`. */
export const PERSON_KEY = 'sandbox';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Roles and policies as the template gives them, and their evaluation as IAM does it. */
export interface Iam extends ServiceModel<object> {
  readonly person: Principal;
  principal(accessKeyId: string): Principal | undefined;
  /** @throws WireError when the role's trust policy does not let the service assume it */
  credentials(roleArn: string, by: Assuming, context?: Principal['context']): Credentials;
  /** @throws WireError AccessDenied in IAM's words */
  authorize(principal: Principal, check: AccessCheck): void;
  /** The policy of a resource (a key, topic, queue, bucket, secret or function). Several add up. */
  attachToResource(arn: string, document: { Statement?: unknown }, where: ResourceContext): void;
  readonly usage: Usage & { endOfDeployment(): void };
}

/** @param usage where exercised permissions are noted: environments of one template may share it */
export function createIam(account: string, usage = new UsageRecord()): Iam {
  const person: Principal = { arn: `arn:aws:iam::${account}:user/person` };
  const identity = new Map<string, readonly Statement[]>();
  const boundaries = new Map<string, string>();
  const trust = new Map<string, readonly Statement[]>();
  const ofResources = new Map<string, readonly Statement[]>();
  const managed = new Map<string, readonly Statement[]>();
  const keys = new Map<string, Principal>();
  const arnOf = (role: string) => (role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`);
  const attach = (to: Map<string, readonly Statement[]>, arn: string, statements: readonly Statement[]) =>
    to.set(arn, [...(to.get(arn) ?? []), ...statements]);
  const place = ({ stackName, logicalId }: ResourceContext) => `${stackName}/${logicalId}`;

  const createRole = (properties: Properties, context: ResourceContext): Created => {
    const name: string = properties['RoleName'] ?? context.generatedName.slice(0, 64);
    const arn = arnOf(name);
    attach(identity, arn, []);
    trust.set(arn, readPolicy(properties['AssumeRolePolicyDocument'] ?? {}, `${place(context)}/trust`, 'trust'));
    for (const [index, policy] of (properties['Policies'] ?? []).entries())
      attach(identity, arn, readPolicy(policy.PolicyDocument, `${place(context)}/${index}`, 'identity'));
    for (const policy of properties['ManagedPolicyArns'] ?? [])
      attach(identity, arn, managedStatements(policy, managed));
    if (properties['PermissionsBoundary'] !== undefined) {
      managedStatements(properties['PermissionsBoundary'], managed);
      boundaries.set(arn, properties['PermissionsBoundary']);
    }
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
  };
  const createManaged = (properties: Properties, context: ResourceContext): Created => {
    const arn = `arn:aws:iam::${account}:policy/${properties['ManagedPolicyName'] ?? context.generatedName}`;
    const statements = readPolicy(properties['PolicyDocument'], place(context), 'identity');
    managed.set(arn, statements);
    for (const role of properties['Roles'] ?? []) attach(identity, arnOf(role), statements);
    return { ref: arn, attributes: { PolicyArn: arn } };
  };

  const decide = (principal: Principal, check: AccessCheck) => {
    const boundary = boundaries.get(principal.arn);
    const request = {
      action: check.action,
      resource: check.resource,
      context: {
        // Nothing reaches AWS without TLS; the sandbox's loopback stands for it.
        'aws:SecureTransport': 'true',
        'aws:PrincipalIsAWSService': String(principal.service !== undefined),
        ...(principal.service === undefined
          ? { 'aws:PrincipalArn': principal.arn, 'aws:PrincipalAccount': account }
          : { 'aws:SourceAccount': account }),
        ...(check.action.startsWith('kms:') && principal.service === undefined ? { 'kms:CallerAccount': account } : {}),
        ...principal.context,
        ...check.context,
      },
    };
    return evaluate(principal, account, request, {
      identity: identity.get(principal.arn) ?? [],
      boundary: boundary === undefined ? undefined : managedStatements(boundary, managed),
      resource: ofResources.get(policyHolder(check.resource)),
    });
  };

  return {
    signingName: 'iam',
    module: {},
    handlers: {},
    access: {},
    person,
    usage,
    attachToResource: (arn, document, where) =>
      void attach(ofResources, arn, readPolicy(document, place(where), 'resource')),
    resources: {
      'AWS::IAM::Role': createRole,
      'AWS::IAM::ManagedPolicy': createManaged,
      'AWS::IAM::Policy': (properties, context) => {
        const statements = readPolicy(properties['PolicyDocument'], place(context), 'identity');
        for (const role of properties['Roles'] ?? []) attach(identity, arnOf(role), statements);
        return { ref: properties['PolicyName'] ?? context.generatedName };
      },
    },
    principal: (accessKeyId) => (accessKeyId === PERSON_KEY ? person : keys.get(accessKeyId)),
    credentials(roleArn, { service, sourceArn }, context = {}) {
      const source = { 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn };
      const request = { action: 'sts:AssumeRole', resource: roleArn, context: source };
      const decision = evaluate({ arn: service, service }, account, request, {
        identity: [],
        boundary: undefined,
        resource: trust.get(roleArn),
      });
      if (!decision.allowed)
        throw denial(
          `${service} is not authorized to assume the role ${roleArn} ${decision.why.replace('resource-based', 'trust')}`,
        );
      const seed = JSON.stringify([roleArn, context]);
      const id = `ASIA${createHash('sha256').update(seed).digest('hex').slice(0, 16).toUpperCase()}`;
      keys.set(id, { arn: roleArn, context });
      return { accessKeyId: id, secretAccessKey: 'of-the-sandbox', sessionToken: 'of-the-sandbox' };
    },
    authorize(principal, check) {
      if (principal.arn === person.arn) return;
      const decision = decide(principal, check);
      if (decision.allowed) {
        usage.allowed(decision.by);
        return;
      }
      const message = `User: ${principal.arn} is not authorized to perform: ${check.action} on resource: ${check.resource} ${decision.why}`;
      usage.denied.add(message);
      throw denial(message);
    },
  };
}

const denial = (message: string): WireError => new WireError('AccessDeniedException', message, 403);

/** The resource whose policy speaks for an ARN: an object's is its bucket's. */
const policyHolder = (arn: string): string => (arn.startsWith('arn:aws:s3:::') ? (arn.split('/')[0] ?? arn) : arn);
