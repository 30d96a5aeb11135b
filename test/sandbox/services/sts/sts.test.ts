import { describe, expect, it } from 'vitest';
import { createIam } from '../../../../sandbox/services/iam/iam.ts';
import { createSts } from '../../../../sandbox/services/sts/sts.ts';
import { create, fakeKernel } from '../../processes/fake-kernel.ts';

const ACCOUNT = '111122223333';
const arn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const MAY = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };

/** A role that trusts somebody, and a caller with or without a policy of their own. */
async function taking(trusted: string, caller: { readonly account: string; readonly may: boolean }) {
  const iam = createIam(ACCOUNT);
  await create(iam, 'AWS::IAM::Role', {
    RoleName: 'promotion',
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: trusted } }],
    },
  });
  await create(iam, 'AWS::IAM::Role', {
    RoleName: caller.account === ACCOUNT ? 'caller' : arn(caller.account, 'caller'),
    AssumeRolePolicyDocument: { Statement: [] },
    ...(caller.may ? { Policies: [{ PolicyDocument: { Statement: [MAY] } }] } : {}),
  });
  const check = { action: 'sts:AssumeRole', resource: arn(ACCOUNT, 'promotion') };
  return () => iam.authorize({ arn: arn(caller.account, 'caller') }, check);
}
const root = (account: string) => `arn:aws:iam::${account}:root`;

describe('taking on a role', () => {
  it.each<[string, string, { account: string; may: boolean }, boolean]>([
    ['trusts the account, and the caller may', root(ACCOUNT), { account: ACCOUNT, may: true }, true],
    ['trusts the account, and the caller may not', root(ACCOUNT), { account: ACCOUNT, may: false }, false],
    ['trusts the caller by name', arn(ACCOUNT, 'caller'), { account: ACCOUNT, may: false }, true],
    ['trusts somebody else', arn(ACCOUNT, 'other'), { account: ACCOUNT, may: true }, false],
    ['trusts another account, whose caller may', root('222233334444'), { account: '222233334444', may: true }, true],
    ['does not trust that account', root('333344445555'), { account: '222233334444', may: true }, false],
    // Between accounts a name is not enough.
    [
      'trusts a caller of another account by name',
      arn('222233334444', 'caller'),
      { account: '222233334444', may: false },
      false,
    ],
  ])('that %s', async (_what, trusted, caller, allowed) => {
    const take = await taking(trusted, caller);
    if (allowed) expect(take).not.toThrow();
    else expect(take).toThrow('is not authorized to perform: sts:AssumeRole');
  });

  it('gives keys that sign as that role', async () => {
    const iam = createIam(ACCOUNT);
    const { handlers } = createSts(fakeKernel(1), iam);
    const call = { principal: { arn: arn(ACCOUNT, 'caller') } };
    const RoleArn = arn(ACCOUNT, 'promotion');
    const answer = await handlers.AssumeRole?.({ RoleArn, RoleSessionName: 'knowngood-x', DurationSeconds: 900 }, call);
    expect(iam.principal(answer?.Credentials?.AccessKeyId ?? '')).toEqual({ arn: RoleArn, session: 'knowngood-x' });
    expect(() => handlers.AssumeRole?.({ RoleArn, RoleSessionName: 'x', DurationSeconds: 60 }, call)).toThrow(
      'DurationSeconds',
    );
  });
});
