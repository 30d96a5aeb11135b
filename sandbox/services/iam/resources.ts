import type { Created, Properties, ResourceContext, ResourceProvider } from '../../kernel/resource.ts';
import { readPolicy } from './policy.ts';
import { type IamState, placeOf } from './state.ts';

/** Makes a template's roles and policies. */
export function iamResources(state: IamState): Record<string, ResourceProvider> {
  return {
    'AWS::IAM::Role': (properties, context) => createRole(state, properties, context),
    'AWS::IAM::ManagedPolicy': (properties, context) => {
      const name: string = properties['ManagedPolicyName'] ?? context.generatedName;
      const arn = `arn:aws:iam::${state.account}:policy/${name}`;
      const statements = readPolicy(properties['PolicyDocument'], placeOf(context), 'identity');
      state.createManaged(arn, statements);
      for (const role of properties['Roles'] ?? []) state.attachToRole(role, statements);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    'AWS::IAM::Policy': (properties, context) => {
      const statements = readPolicy(properties['PolicyDocument'], placeOf(context), 'identity');
      for (const role of properties['Roles'] ?? []) state.attachToRole(role, statements);
      return { ref: properties['PolicyName'] ?? context.generatedName };
    },
  };
}

function createRole(state: IamState, properties: Properties, context: ResourceContext): Created {
  const name: string = properties['RoleName'] ?? context.generatedName.slice(0, 64);
  const arn = state.roleArn(name);
  const place = placeOf(context);
  const trust = readPolicy(properties['AssumeRolePolicyDocument'] ?? {}, `${place}/trust`, 'trust');
  state.createRole(arn, trust, properties['PermissionsBoundary']);
  for (const [index, policy] of (properties['Policies'] ?? []).entries())
    state.attachToRole(arn, readPolicy(policy.PolicyDocument, `${place}/${index}`, 'identity'));
  for (const policy of properties['ManagedPolicyArns'] ?? []) state.attachManaged(arn, policy);
  return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
}
