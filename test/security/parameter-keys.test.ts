import { GetParameterHistoryCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { check } from '../../lib/configuration/check.ts';
import { Grants } from '../../lib/permissions/grants.ts';
import type { Storage } from '../../lib/storage/storage.ts';
import { SandboxKernel } from '../../sandbox/kernel/sandbox-kernel.ts';
import { createIam } from '../../sandbox/services/iam/iam.ts';
import { createKms } from '../../sandbox/services/kms/kms.ts';
import { createSsm } from '../../sandbox/services/ssm/ssm.ts';
import { create, fakeKernel } from '../sandbox/processes/fake-kernel.ts';

/** A SecureString under a customer key is put back only by who may use that key. */
describe('a parameter under a customer key', () => {
  const NAME = '/survey/config/token';
  async function putBackWith(keyGranted: boolean): Promise<void> {
    const { account, region, clock, folder } = fakeKernel();
    const iam = createIam(account);
    const kernel = new SandboxKernel({ clock, account, region, folder, iam });
    const ssm = createSsm(kernel);
    kernel.services.set('ssm', ssm);
    const root = { AWS: `arn:aws:iam::${account}:root` };
    const KeyPolicy = { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root }] };
    const key = (await create(createKms(kernel), 'AWS::KMS::Key', { KeyPolicy })).attributes?.['Arn'] ?? '';
    const put = { Name: NAME, Value: 'old', Type: 'SecureString', KeyId: key } as const;
    await kernel.call(iam.person, 'ssm', 'PutParameter', put);

    const configuration = check(
      { ...sandbox, configurationKeys: keyGranted ? [key] : [] },
      'examples/survey-platform/environment.ts',
    );
    const { permissions } = new Grants(configuration, {} as Storage).surroundings.parameterKeys;
    const own = { Effect: 'Allow', Action: ['ssm:GetParameterHistory', 'ssm:PutParameter'], Resource: '*' };
    await create(iam, 'AWS::IAM::Role', {
      RoleName: 'r',
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      Policies: [{ PolicyDocument: { Statement: [own, ...permissions.map((statement) => statement.toJSON())] } }],
    });
    const role = { arn: `arn:aws:iam::${account}:role/r` };
    const history = new GetParameterHistoryCommand({ Name: NAME, WithDecryption: true });
    const back = new PutParameterCommand({ Name: NAME, Value: 'old', Overwrite: true, KeyId: key });
    await kernel.call(role, 'ssm', 'GetParameterHistory', history.input);
    await kernel.call(role, 'ssm', 'PutParameter', back.input);
  }

  it('is not even read without the key', async () => {
    await expect(putBackWith(false)).rejects.toThrow(/kms:Decrypt/);
  });
  it('is read and written with the key, through Parameter Store', async () => {
    await expect(putBackWith(true)).resolves.toBeUndefined();
  });
});
