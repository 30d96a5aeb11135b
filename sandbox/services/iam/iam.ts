import { createHash } from 'node:crypto';
import type { AccessCheck, Assuming, Principal } from '../../kernel/access.ts';
import type { ResourceContext } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { evaluate } from './evaluate.ts';
import type { Request } from './policy.ts';
import { iamResources } from './resources.ts';
import { IamState } from './state.ts';
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
  /** Credentials of a role for whoever was authorized to take it on. */
  session(roleArn: string, name: string): Credentials;
  /** @throws WireError AccessDenied in IAM's words */
  authorize(principal: Principal, check: AccessCheck): void;
  /** The policy of a resource (a key, topic, queue, bucket, secret or function). Several add up. */
  attachToResource(arn: string, document: { Statement?: unknown }, where: ResourceContext): void;
  readonly usage: Usage & Pick<UsageRecord, 'endOfDeployment' | 'asked'>;
}

/** @param usage where exercised permissions are noted: environments of one template may share it */
export function createIam(account: string, usage = new UsageRecord()): Iam {
  const person: Principal = { arn: `arn:aws:iam::${account}:user/person` };
  const state = new IamState(account);
  /** Who signs with an access key. */
  const keys = new Map([[PERSON_KEY, person]]);
  /** A role's trust policy is the resource's policy of taking it on, and of nothing else. */
  const policiesFor = (who: Principal, { action, resource }: AccessCheck) => ({
    ...state.policiesOf(who, resource),
    ...(action === 'sts:AssumeRole' ? { resource: state.trustOf(resource) ?? [] } : {}),
  });
  const keyFor = (principal: Principal, session: string): Credentials => {
    const seed = JSON.stringify([principal.arn, principal.context ?? {}, ...(session === '' ? [] : [session])]);
    const id = `ASIA${createHash('sha256').update(seed).digest('hex').slice(0, 16).toUpperCase()}`;
    keys.set(id, principal);
    return { accessKeyId: id, secretAccessKey: 'of-the-sandbox', sessionToken: 'of-the-sandbox' };
  };
  return {
    signingName: 'iam',
    module: {},
    handlers: {},
    access: {},
    resources: iamResources(state),
    removals: {
      'AWS::IAM::Role': ({ ref }) => state.deleteRole(state.roleArn(ref)),
      'AWS::IAM::Policy'({ ref }, properties) {
        for (const role of properties['Roles'] ?? []) state.deleteInline(role, ref);
      },
    },
    person,
    usage,
    attachToResource: (arn, document, where) => state.attachToResource(arn, document, where),
    principal: (accessKeyId) => keys.get(accessKeyId),
    credentials(roleArn, by, context = {}) {
      assume(state, roleArn, by);
      return keyFor({ arn: roleArn, context }, '');
    },
    session: (roleArn, name) => keyFor({ arn: roleArn, session: name }, name),
    authorize(principal, check) {
      if (principal.arn === person.arn) return;
      const request = requestOf(account, principal, check);
      const decision = evaluate(principal, account, request, policiesFor(principal, check));
      if (decision.allowed) {
        usage.allowed(decision.by);
        return;
      }
      const message = `User: ${principal.arn} is not authorized to perform: ${check.action} on resource: ${check.resource} ${decision.why}`;
      // Functions that run while their stack is deleted lack no permission: their role is gone.
      if (!state.isDeleted(principal.arn)) usage.denied.add(message);
      throw denial(message);
    },
  };
}

/** @throws WireError when the role's trust policy does not let the service assume it */
function assume(state: IamState, roleArn: string, { service, sourceArn }: Assuming): void {
  const { account } = state;
  const source = { 'aws:SourceAccount': account, 'aws:SourceArn': sourceArn };
  const request = { action: 'sts:AssumeRole', resource: roleArn, context: source };
  const policies = { identity: [], boundary: undefined, resource: state.trustOf(roleArn) };
  const decision = evaluate({ arn: service, service }, account, request, policies);
  if (!decision.allowed)
    throw denial(
      `${service} is not authorized to assume the role ${roleArn} ${decision.why.replace('resource-based', 'trust')}`,
    );
}

/** A check with the condition keys that every request carries. */
function requestOf(account: string, principal: Principal, { action, resource, context }: AccessCheck): Request {
  const byService = principal.service !== undefined;
  return {
    action,
    resource,
    context: {
      // Nothing reaches AWS without TLS; the sandbox's loopback stands for it.
      'aws:SecureTransport': 'true',
      'aws:PrincipalIsAWSService': String(byService),
      ...(byService
        ? { 'aws:SourceAccount': account }
        : { 'aws:PrincipalArn': principal.arn, 'aws:PrincipalAccount': account }),
      ...(action.startsWith('kms:') && !byService ? { 'kms:CallerAccount': account } : {}),
      ...principal.context,
      ...context,
    },
  };
}

const denial = (message: string): WireError => new WireError('AccessDeniedException', message, 403);
