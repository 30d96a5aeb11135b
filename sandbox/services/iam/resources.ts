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
      for (const role of properties['Roles'] ?? []) state.attachManaged(role, arn);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    'AWS::IAM::Policy': (properties, context) => {
      const statements = readPolicy(properties['PolicyDocument'], placeOf(context), 'identity');
      const name: string = properties['PolicyName'] ?? context.generatedName;
      for (const role of properties['Roles'] ?? []) state.putInline(role, name, statements);
      return { ref: name };
    },
  };
}

function createRole(state: IamState, properties: Properties, context: ResourceContext): Created {
  const name: string = properties['RoleName'] ?? context.generatedName.slice(0, 64);
  const arn = state.roleArn(name);
  const place = placeOf(context);
  const trust = readPolicy(properties['AssumeRolePolicyDocument'] ?? {}, `${place}/trust`, 'trust');
  state.createRole(arn, trust, properties['PermissionsBoundary']);
  const policies: { PolicyName?: string; PolicyDocument: object }[] = properties['Policies'] ?? [];
  state.putOwn(
    arn,
    new Map(
      policies.map(({ PolicyName, PolicyDocument }, index) => [
        PolicyName ?? String(index),
        readPolicy(PolicyDocument, `${place}/${index}`, 'identity'),
      ]),
    ),
  );
  for (const policy of properties['ManagedPolicyArns'] ?? []) state.attachManaged(arn, policy);
  return { ref: name, attributes: { Arn: arn, RoleId: `AROA${name}` } };
}
