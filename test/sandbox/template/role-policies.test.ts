import { expect, it } from 'vitest';
import type { Kernel } from '../../../sandbox/kernel/kernel.ts';
import { createIam } from '../../../sandbox/services/iam/iam.ts';
import { deployStack, type StackOptions } from '../../../sandbox/template/stack.ts';
import type { TemplateResource } from '../../../sandbox/template/template.ts';

const ACCOUNT = '111122223333';
const NAME = 'RoleDefaultPolicy5F9C2A1B';
const PolicyDocument = {
  Statement: [{ Effect: 'Allow', Action: 'rds:CreateDBSnapshot', Resource: '*' }],
};
const role = (Policies: object[] = []): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'r',
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    ...(Policies.length === 0 ? {} : { Policies }),
  },
});
const beside: TemplateResource = {
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: NAME, PolicyDocument, Roles: [{ Ref: 'Role' }] },
};

/** A stack whose role has its policy beside it, then inside it under a name. */
async function updated(PolicyName: string) {
  const iam = createIam(ACCOUNT);
  const options: StackOptions = {
    folder: '.',
    kernel: { account: ACCOUNT, region: 'sa-east-1' } as Kernel,
    exports: new Map(),
    provider: (type) => iam.resources[type],
    removal: (type) => iam.removals?.[type],
    dynamic: async () => '',
  };
  const stack = (Resources: Record<string, TemplateResource>) => ({ name: 'S', template: { Resources }, images: [] });
  const first = await deployStack(stack({ Role: role(), Policy: beside }), options);
  const check = { action: 'rds:CreateDBSnapshot', resource: 'arn:aws:rds:sa-east-1:111122223333:db:survey' };
  const may = () => iam.authorize({ arn: `arn:aws:iam::${ACCOUNT}:role/r` }, check);
  expect(may).not.toThrow();
  await deployStack(stack({ Role: role([{ PolicyName, PolicyDocument }]) }), options, first);
  return may;
}

it('a policy that moves into its role under its old name is gone: the old resource is deleted by that name, last', async () => {
  expect(await updated(NAME)).toThrow('no identity-based policy allows');
});

it('under a name of its own it stays', async () => {
  expect(await updated('of-the-role')).not.toThrow();
});
