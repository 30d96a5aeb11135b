import { createHash } from 'node:crypto';
import type { AccessCheck, Created, Principal, Properties, ResourceContext, ServiceModel } from '../kernel/service.ts';
import { WireError } from '../kernel/service.ts';
import { applies, readPolicy, type Statement } from './policy.ts';

/** The person at the keyboard, who may do everything: access key `sandbox`. */
export const PERSON_KEY = 'sandbox';

/** Roles and policies as the template gives them, and their evaluation as IAM does it. */
export interface Iam extends ServiceModel<object> {
  readonly person: Principal;
  principal(accessKeyId: string): Principal | undefined;
  credentials(roleArn: string): { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** @throws WireError AccessDenied in IAM's words */
  authorize(principal: Principal, check: AccessCheck): void;
  /** Role ARN -> `action resource` it has used. */
  readonly used: ReadonlyMap<string, ReadonlySet<string>>;
}

/** AWS-managed policies a template may name; another is refused by name. */
const MANAGED: Record<string, { actions: string[]; resources: string[] }> = {
  'service-role/AmazonECSTaskExecutionRolePolicy': {
    actions: [
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ],
    resources: ['*'],
  },
};

export function createIam(account: string): Iam {
  const person: Principal = { arn: `arn:aws:iam::${account}:user/person` };
  const policies = new Map<string, Statement[]>();
  const used = new Map<string, Set<string>>();
  const keys = new Map<string, Principal>();
  const arnOf = (role: string) => (role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`);
  const attach = (role: string, statements: Statement[]) =>
    policies.set(arnOf(role), [...(policies.get(arnOf(role)) ?? []), ...statements]);

  const createRole = (properties: Properties, { generatedName }: ResourceContext): Created => {
    const name: string = properties['RoleName'] ?? generatedName.slice(0, 64);
    attach(name, []);
    for (const policy of properties['Policies'] ?? []) attach(name, readPolicy(policy.PolicyDocument));
    for (const managed of properties['ManagedPolicyArns'] ?? []) attach(name, managedStatements(managed, ownPolicies));
    return { ref: name, attributes: { Arn: arnOf(name), RoleId: `AROA${name}` } };
  };
  const ownPolicies = new Map<string, Statement[]>();
  const createManaged = (properties: Properties, { generatedName }: ResourceContext): Created => {
    const arn = `arn:aws:iam::${account}:policy/${properties['ManagedPolicyName'] ?? generatedName}`;
    const statements = readPolicy(properties['PolicyDocument']);
    ownPolicies.set(arn, statements);
    for (const role of properties['Roles'] ?? []) attach(role, statements);
    return { ref: arn, attributes: { PolicyArn: arn } };
  };

  return {
    signingName: 'iam',
    module: {},
    handlers: {},
    access: {},
    person,
    used,
    resources: {
      'AWS::IAM::Role': createRole,
      'AWS::IAM::ManagedPolicy': createManaged,
      'AWS::IAM::Policy': (properties, { generatedName }) => {
        for (const role of properties['Roles'] ?? []) attach(role, readPolicy(properties['PolicyDocument']));
        return { ref: properties['PolicyName'] ?? generatedName };
      },
    },
    principal: (accessKeyId) => (accessKeyId === PERSON_KEY ? person : keys.get(accessKeyId)),
    credentials(roleArn) {
      const id = `ASIA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}`;
      keys.set(id, { arn: roleArn });
      return { accessKeyId: id, secretAccessKey: 'of-the-sandbox', sessionToken: 'of-the-sandbox' };
    },
    authorize(principal, check) {
      if (principal.arn === person.arn) return;
      const request = { action: check.action, resource: check.resource, context: { ...check.context } };
      const about = (policies.get(principal.arn) ?? []).filter((statement) => applies(statement, request));
      const denied = about.some((statement) => statement.effect === 'Deny');
      if (denied || !about.some((statement) => statement.effect === 'Allow')) {
        throw new WireError(
          'AccessDeniedException',
          `User: ${principal.arn} is not authorized to perform: ${check.action} on resource: ${check.resource} ` +
            (denied
              ? 'with an explicit deny in an identity-based policy'
              : `because no identity-based policy allows the ${check.action} action`),
          403,
        );
      }
      const seen = used.get(principal.arn) ?? new Set<string>();
      seen.add(`${check.action} ${check.resource}`);
      used.set(principal.arn, seen);
    },
  };
}

function managedStatements(arn: string, own: ReadonlyMap<string, Statement[]>): Statement[] {
  const ours = own.get(arn);
  if (ours !== undefined) return ours;
  const known = MANAGED[arn.replace(/^arn:aws:iam::aws:policy\//, '')];
  if (known === undefined) throw new Error(`The sandbox does not know the managed policy "${arn}".`);
  return [
    {
      effect: 'Allow',
      actions: known.actions,
      notActions: [],
      resources: known.resources,
      notResources: [],
      conditions: {},
    },
  ];
}
