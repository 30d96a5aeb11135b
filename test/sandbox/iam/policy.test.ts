import { describe, expect, it } from 'vitest';
import { createIam } from '../../../sandbox/iam/iam.ts';

const role = 'arn:aws:iam::111122223333:role/r';
const context = { stackName: 'S', logicalId: 'R', generatedName: 's-r' };

async function iamWith(...statements: object[]) {
  const iam = createIam('111122223333');
  await iam.resources['AWS::IAM::Role']?.(
    { RoleName: 'r', Policies: [{ PolicyDocument: { Statement: statements } }] },
    context,
  );
  return iam;
}
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
    ['with IfExists and an absent key', [allow({ Condition: { StringEqualsIfExists: { k: 'x' } } })], check, true],
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
  it('with an unknown condition operator is refused at deployment, by name', async () => {
    await expect(iamWith(allow({ Condition: { NumericLessThan: { k: '1' } } }))).rejects.toThrow(/NumericLessThan/);
  });
});

it.each([
  ['Action', { Effect: 'Allow', Resource: '*' }],
  ['Action', { Effect: 'Allow', Action: [], Resource: '*' }],
  ['Resource', { Effect: 'Allow', Action: 'rds:*' }],
])('a statement without %s is refused at deployment; it would match everything', async (what, statement) => {
  await expect(iamWith(statement)).rejects.toThrow(`neither ${what} nor Not${what}`);
});

it('an access key nobody made belongs to nobody', () => {
  const iam = createIam('111122223333');
  expect(iam.principal('AKIAUNKNOWN')).toBeUndefined();
  expect(iam.principal(iam.credentials(role).accessKeyId)?.arn).toBe(role);
});
