import { readFileSync } from 'node:fs';
import { type Json, named, type Resource } from './names.ts';

/** Who holds a permission, or whose policy gives it. */
export interface Holder {
  readonly kind: 'function' | 'workflow' | 'rule' | 'people' | 'every role' | 'resource';
  readonly name: string;
}

/** One statement of a policy in the template, rendered for a reader. */
export interface Granted {
  readonly holder: Holder;
  /** `<stack>/<logical id>/<index>`, as a recording names it. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

const STACK = 'KnownGood-sandbox';
const list = (value: unknown): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

export const resources: Readonly<Record<string, Resource>> = (
  JSON.parse(readFileSync(new URL(`../../cdk.out/${STACK}.template.json`, import.meta.url), 'utf8')) as {
    Resources: Record<string, Resource>;
  }
).Resources;

/** Every statement of every policy of the control plane's template, in the template's order. */
export function granted(): Granted[] {
  return Object.entries(resources).flatMap(([id, resource]) =>
    policiesOf(id, resource).flatMap(({ place, holder, document }) =>
      list(document.Statement).map((statement: Json, index) => ({
        holder,
        id: `${STACK}/${place}/${index}`,
        effect: statement.Effect,
        principals: principalsOf(statement.Principal),
        actions: list(statement.Action),
        resources: list(statement.Resource).map((value) => named(value, resources)),
        conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
          Object.entries(keys as object).map(
            ([key, value]) =>
              `${operator} ${key}: ${list(value)
                .map((v) => named(v, resources))
                .join(' or ')}`,
          ),
        ),
      })),
    ),
  );
}

interface PolicyOf {
  /** `<logical id>`, of a policy inside a role `<logical id>/<index>`. */
  readonly place: string;
  readonly holder: Holder;
  readonly document: Json;
}

function policiesOf(id: string, resource: Resource): PolicyOf[] {
  if (resource.Type === 'AWS::IAM::Role')
    return list(resource.Properties.Policies).map(({ PolicyDocument }: Json, index) => ({
      place: `${id}/${index}`,
      holder: holderOf(id, { Roles: [{ Ref: id }] }),
      document: PolicyDocument,
    }));
  const found = policyOf(id, resource);
  return found === undefined ? [] : [{ place: id, ...found }];
}

function policyOf(id: string, { Type, Properties }: Resource): { holder: Holder; document: Json } | undefined {
  const ofResource = (name: string) => ({ kind: 'resource', name }) as const;
  switch (Type) {
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return { holder: holderOf(id, Properties), document: Properties.PolicyDocument };
    case 'AWS::KMS::Key':
      return { holder: ofResource('the control plane’s key'), document: Properties.KeyPolicy };
    case 'AWS::SNS::TopicPolicy':
      return { holder: ofResource(named(Properties.Topics[0], resources)), document: Properties.PolicyDocument };
    case 'AWS::SQS::QueuePolicy':
      return { holder: ofResource(named(Properties.Queues[0], resources)), document: Properties.PolicyDocument };
    case 'AWS::S3::BucketPolicy':
      return { holder: ofResource(named(Properties.Bucket, resources)), document: Properties.PolicyDocument };
    case 'AWS::Lambda::Permission': {
      const { Action, FunctionName, Principal, SourceArn } = Properties;
      const statement = {
        Effect: 'Allow',
        Action,
        Resource: FunctionName,
        Principal: { Service: Principal },
        Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
      };
      return { holder: ofResource(named(FunctionName, resources)), document: { Statement: [statement] } };
    }
    default:
      return undefined;
  }
}

/** The function, workflow or rule that runs in the role a policy is attached to. */
function holderOf(id: string, properties: Json): Holder {
  const role: string | undefined = list(properties.Roles)[0]?.Ref;
  if (role === undefined) {
    const attached = Object.values(resources).some(
      ({ Type, Properties }) =>
        Type === 'AWS::IAM::Role' && list(Properties.ManagedPolicyArns).some((arn) => arn.Ref === id),
    );
    return { kind: attached ? 'every role' : 'people', name: properties.ManagedPolicyName ?? id };
  }
  const uses = (value: Json): boolean => JSON.stringify(value ?? null).includes(`"${role}"`);
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type === 'AWS::Lambda::Function' && uses(Properties.Role))
      return { kind: 'function', name: String(Properties.FunctionName).replace(/^knowngood-sandbox-/, '') };
    if (Type === 'AWS::StepFunctions::StateMachine' && uses(Properties.RoleArn))
      return { kind: 'workflow', name: String(Properties.StateMachineName).replace(/^knowngood-sandbox-/, '') };
    if (Type === 'AWS::Events::Rule' && uses(Properties.Targets)) return { kind: 'rule', name: Properties.Name };
  }
  throw new Error(`Nothing runs in the role ${role}, which ${id} gives permissions to.`);
}

function principalsOf(given: Json): string[] {
  if (given === undefined) return [];
  if (typeof given === 'string') return ['everybody'];
  return Object.entries(given as object).flatMap(([kind, values]) =>
    list(values).map((value) => {
      if (value === '*') return 'everybody';
      return kind === 'Service' ? String(value) : 'the account, which then decides by its own policies';
    }),
  );
}
