import { describe, expect, it } from 'vitest';
import { createIam } from '../../../../sandbox/services/iam/iam.ts';
import { create } from '../../processes/fake-kernel.ts';

const role = 'arn:aws:iam::111122223333:role/r';

/** IAM with one role, trusted by Lambda. */
async function iamWith(...statements: object[]) {
  const iam = createIam('111122223333');
  await create(iam, 'AWS::IAM::Role', {
    RoleName: 'r',
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    ...(statements.length > 0 ? { Policies: [{ PolicyDocument: { Statement: statements } }] } : {}),
  });
  return iam;
}
const trust = (Service: string) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }],
});
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'rds:CreateDBSnapshot',
  Resource: 'arn:aws:rds:*:*:db:survey*',
  ...more,
});
const check = { action: 'rds:CreateDBSnapshot', resource: 'arn:aws:rds:sa-east-1:1:db:survey' };

describe('a role', () => {
  it('may nothing that no policy allows, and is told so in AWS’s words', async () => {
    const iam = await iamWith();
    expect(() => iam.authorize({ arn: role }, check)).toThrow(
      `User: ${role} is not authorized to perform: rds:CreateDBSnapshot on resource: ${check.resource} because no identity-based policy allows`,
    );
  });
  it.each([
    ['what a policy allows', [allow()], check, true],
    ['actions by wildcard and without case', [allow({ Action: 'RDS:create*' })], check, true],
    ['not another resource', [allow({ Resource: 'arn:aws:rds:*:*:db:other' })], check, false],
    ['not what is denied explicitly', [allow(), allow({ Effect: 'Deny' })], check, false],
    [
      'with a condition that holds',
      [allow({ Condition: { StringEquals: { 'aws:RequestTag/knowngood': 'x' } } })],
      { ...check, context: { 'aws:RequestTag/knowngood': 'x' } },
      true,
    ],
    [
      'not with a condition key that is absent',
      [allow({ Condition: { StringEquals: { 'aws:RequestTag/knowngood': 'x' } } })],
      check,
      false,
    ],
    [
      'with IfExists and an absent key',
      [allow({ Condition: { StringEqualsIfExists: { 'aws:SourceAccount': 'x' } } })],
      check,
      true,
    ],
    [
      'not with another ARN',
      [allow({ Condition: { ArnEquals: { 'ecs:cluster': 'arn:a' } } })],
      { ...check, context: { 'ecs:cluster': 'arn:b' } },
      false,
    ],
    [
      'with Bool',
      [allow({ Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })],
      { ...check, context: { 'kms:GrantIsForAWSResource': 'true' } },
      true,
    ],
  ])('may %s', async (_what, statements, request, may) => {
    const iam = await iamWith(...statements);
    const attempt = () => iam.authorize({ arn: role }, request);
    if (may) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(/not authorized/);
  });
  it.each([
    ['StringNotEquals', { StringNotEquals: { 'aws:ResourceTag/a': 'x' } }, { 'aws:ResourceTag/a': 'y' }, true],
    ['StringNotEquals', { StringNotEquals: { 'aws:ResourceTag/a': 'x' } }, { 'aws:ResourceTag/a': 'x' }, false],
    ['StringNotEquals and an absent key', { StringNotEquals: { 'aws:ResourceTag/a': 'x' } }, {}, true],
    ['StringLike', { StringLike: { 'aws:ResourceTag/a': 'sprint-*' } }, { 'aws:ResourceTag/a': 'sprint-18' }, true],
    [
      'an ARN whose wildcard would have to reach into the next part',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*:alarm:x' } },
      { 'aws:SourceArn': 'arn:aws:cloudwatch:sa-east-1:1:alarm:x' },
      false,
    ],
    ['Null and a present key', { Null: { 'aws:TagKeys': 'false' } }, { 'aws:TagKeys': ['a'] }, true],
    ['Null and an absent key', { Null: { 'aws:TagKeys': 'false' } }, {}, false],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a'] }, true],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': ['a', 'c'] }, false],
    ['ForAllValues and no values', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, true],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': ['a', 'c'] }, true],
    ['ForAnyValue and no values', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, false],
    ['a key in another case', { StringEquals: { 'AWS:resourcetag/a': 'x' } }, { 'aws:ResourceTag/a': 'x' }, true],
    ['TLS, as every call has', { Bool: { 'aws:SecureTransport': 'true' } }, {}, true],
  ])('decides by %s', async (_what, Condition, requestContext, may) => {
    const iam = await iamWith(allow({ Condition }));
    const attempt = () => iam.authorize({ arn: role }, { ...check, context: requestContext });
    if (may) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(/not authorized/);
  });
  it('with a permissions boundary may what both allow, and nothing that only one does', async () => {
    const iam = createIam('111122223333');
    const policy = async (name: string, ...actions: string[]) =>
      (
        await create(
          iam,
          'AWS::IAM::ManagedPolicy',
          {
            ManagedPolicyName: name,
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
          },
          name,
        )
      ).ref;
    await create(iam, 'AWS::IAM::Role', {
      RoleName: 'r',
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      ManagedPolicyArns: [await policy('own', 'rds:CreateDBSnapshot', 'rds:DeleteDBSnapshot')],
      PermissionsBoundary: await policy('boundary', 'rds:CreateDBSnapshot', 'rds:ModifyDBInstance'),
    });
    const may = (action: string) => () => iam.authorize({ arn: role }, { ...check, action });
    expect(may('rds:CreateDBSnapshot')).not.toThrow();
    expect(may('rds:DeleteDBSnapshot')).toThrow('no permissions boundary allows');
    expect(may('rds:ModifyDBInstance')).toThrow('no identity-based policy allows');
  });
});

it.each([
  ['condition operator', { NumericLessThan: { 'aws:SourceAccount': '1' } }, 'operator "NumericLessThan"'],
  ['condition key', { StringEquals: { 'aws:SourceAcount': '1' } }, 'key "aws:SourceAcount"'],
  ['condition key of a family', { StringEquals: { 'aws:ResourceTag/': '1' } }, 'key "aws:ResourceTag/"'],
])('a %s that is not known is refused at deployment, by name', async (_what, Condition, named) => {
  await expect(iamWith(allow({ Condition }))).rejects.toThrow(named);
});

it('records which statement allowed a call, by its place in the template, and what was refused', async () => {
  const iam = await iamWith(allow({ Action: ['rds:RebootDBInstance', 'rds:CreateDBSnapshot'] }));
  iam.authorize({ arn: role }, check);
  expect([...iam.usage.deployment]).toEqual(['Test/Thing/0/0#1#0']);
  iam.usage.endOfDeployment();
  expect([...iam.usage.run]).toEqual([]);
  iam.authorize({ arn: role }, check);
  expect([...iam.usage.run]).toEqual(['Test/Thing/0/0#1#0']);
  expect(() => iam.authorize({ arn: role }, { ...check, action: 'rds:DeleteDBInstance' })).toThrow();
  expect([...iam.usage.denied]).toEqual([expect.stringContaining('not authorized to perform: rds:DeleteDBInstance')]);
});

it('a role that is deleted while somebody acts in it is refused everything, and lacks nothing', async () => {
  const iam = await iamWith(allow({ Action: 'rds:RebootDBInstance' }));
  const remove = iam.removals?.['AWS::IAM::Role'];
  await remove?.({ ref: 'r' }, {}, {} as never);
  expect(() => iam.authorize({ arn: role }, check)).toThrow('is not authorized to perform');
  expect([...iam.usage.denied]).toEqual([]);
});

it.each([
  ['Action', { Effect: 'Allow', Resource: '*' }],
  ['Action', { Effect: 'Allow', Action: [], Resource: '*' }],
  ['Resource', { Effect: 'Allow', Action: 'rds:*' }],
])('a statement without %s is refused at deployment; it would match everything', async (what, statement) => {
  await expect(iamWith(statement)).rejects.toThrow(`neither ${what} nor Not${what}`);
});

it('a role is assumed by the service it trusts, and by no other', async () => {
  const iam = await iamWith();
  expect(iam.principal('AKIAUNKNOWN')).toBeUndefined();
  const by = { service: 'lambda.amazonaws.com', sourceArn: 'arn:f' };
  const { accessKeyId } = iam.credentials(role, by, { 'lambda:SourceFunctionArn': 'arn:f' });
  expect(iam.principal(accessKeyId)).toEqual({ arn: role, context: { 'lambda:SourceFunctionArn': 'arn:f' } });
  expect(() => iam.credentials(role, { ...by, service: 'ecs-tasks.amazonaws.com' })).toThrow(
    /not authorized to assume the role/,
  );
});
