import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { check } from '../../lib/configuration/check.ts';
import type { Grant } from '../../lib/permissions/grant.ts';
import { Grants } from '../../lib/permissions/grants.ts';
import type { Storage } from '../../lib/storage/storage.ts';
import { SandboxKernel } from '../../sandbox/kernel/sandbox-kernel.ts';
import { createIam } from '../../sandbox/services/iam/iam.ts';
import { createKms } from '../../sandbox/services/kms/kms.ts';
import { createSecrets } from '../../sandbox/services/secrets/secrets.ts';
import { inlinePolicies } from '../lib/inline-policies.ts';
import { create, fakeKernel } from '../sandbox/processes/fake-kernel.ts';

/** A secret under a customer key: who may read it, and whether the key serves for any other secret. */
async function account() {
  const { account, region, clock, folder } = fakeKernel();
  const iam = createIam(account);
  const kernel = new SandboxKernel({ clock, account, region, folder, iam });
  const secrets = createSecrets(kernel);
  kernel.services.set('secretsmanager', secrets);
  const root = { AWS: `arn:aws:iam::${account}:root` };
  const KeyPolicy = { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root }] };
  const key = (await create(createKms(kernel), 'AWS::KMS::Key', { KeyPolicy })).attributes?.['Arn'] ?? '';
  const SecretString = JSON.stringify({ username: 'u', password: 'p', host: 'h' });
  const secret = async (Name: string) =>
    (await create(secrets, 'AWS::SecretsManager::Secret', { Name, KmsKeyId: key, SecretString })).ref;
  const names = { owner: await secret('owner'), reader: await secret('reader'), pointer: await secret('pointer') };
  /** A role with what a step is granted, and the right to each secret itself: what is left is the key. */
  const role = async (permissions: Grant['permissions']): Promise<{ arn: string }> => {
    const all = { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: '*' };
    const RoleName = `r${Math.random()}`;
    await create(iam, 'AWS::IAM::Role', {
      RoleName,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      Policies: [{ PolicyDocument: { Statement: [all, ...permissions.map((statement) => statement.toJSON())] } }],
    });
    return { arn: `arn:aws:iam::${account}:role/${RoleName}` };
  };
  const grants = (keyed: boolean) => {
    const { database } = sandbox;
    const { secretKey: _owner, readSecretKey: _reader, ...connect } = database.connect;
    const configuration = check(
      {
        ...sandbox,
        database: {
          ...database,
          connect: {
            ...connect,
            ...{ secret: names.owner, readSecret: names.reader },
            ...(keyed ? { secretKey: key, readSecretKey: key } : {}),
          },
          pointer: { secret: names.pointer, field: 'host', format: 'host', ...(keyed ? { secretKey: key } : {}) },
        },
      },
      'examples/survey-platform/environment.ts',
    );
    return new Grants(configuration, {} as Storage);
  };
  const read = (caller: { arn: string }, SecretId: string) =>
    kernel.call(caller, 'secretsmanager', 'GetSecretValue', { SecretId });
  const write = (caller: { arn: string }, SecretId: string) =>
    kernel.call(caller, 'secretsmanager', 'PutSecretValue', { SecretId, SecretString });
  return { names, role, grants, read, write };
}

describe('a secret under a customer key', () => {
  it.each(['owner', 'reader'] as const)(
    'that of the %s is not even read without the key in the configuration',
    async (as) => {
      const { names, role, grants, read } = await account();
      await expect(read(await role(grants(false).database.sql(as).permissions), names[as])).rejects.toThrow(
        /kms:Decrypt/,
      );
    },
  );

  it.each([
    ['owner', 'reader'],
    ['reader', 'owner'],
  ] as const)('that of the %s is read with it, and that of the %s under the same key is not', async (as, other) => {
    const { names, role, grants, read } = await account();
    const caller = await role(grants(true).database.sql(as).permissions);
    await expect(read(caller, names[as])).resolves.toMatchObject({ Name: as });
    await expect(read(caller, names[other])).rejects.toThrow(/kms:Decrypt/);
  });

  it('that holds the pointer is read and written with its key, by whom it is to be written', async () => {
    const { names, role, grants, read, write } = await account();
    const unkeyed = await role(grants(false).database.writePointer.permissions);
    await expect(read(unkeyed, names.pointer)).rejects.toThrow(/kms:Decrypt/);
    await expect(write(unkeyed, names.pointer)).rejects.toThrow(/kms:GenerateDataKey/);
    const writer = await role(grants(true).database.writePointer.permissions);
    await read(writer, names.pointer);
    await write(writer, names.pointer);
    const reader = await role(grants(true).database.readPointer.permissions);
    await read(reader, names.pointer);
    await expect(write(reader, names.pointer)).rejects.toThrow(/secretsmanager:PutSecretValue/);
  });
});

/** Who logs in as whom, in the templates as they are deployed. */
describe.each([
  ['sandbox', 'SurveyPlatform-Database'],
  ['production', 'Cx-Database'],
])('in the stack of %s', (environment, prefix) => {
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
  type Json = any;
  const template = JSON.parse(
    readFileSync(new URL(`../../cdk.out/KnownGood-${environment}.template.json`, import.meta.url), 'utf8'),
  ) as { Resources: Record<string, { Type: string; Properties: Json }> };
  const statements = inlinePolicies(template.Resources).flatMap((policy) =>
    policy.statements.map((statement) => ({
      step: /^(?:Steps)?([A-Za-z]+?)Role/.exec(policy.role)?.[1] ?? '',
      actions: [statement.Action].flat() as string[],
      resource: JSON.stringify(statement.Resource),
      condition: statement.Condition,
    })),
  );
  const readers = (secret: string) =>
    statements
      .filter(
        ({ actions, resource }) =>
          actions.includes('secretsmanager:GetSecretValue') && resource.includes(`"${secret}"`),
      )
      .map(({ step }) => step)
      .sort();

  it('only what ends sessions, quarantines, moves sequences and warms tables has the owner’s password, and nothing has both', () => {
    const owners = [
      ...['advancesequences', 'endsessions', 'inspectowner', 'letapplicationin', 'quarantinedatabase', 'warmdatabase'],
    ];
    expect(readers(`${prefix}SecretArn`)).toEqual(owners);
    expect(readers(`${prefix}ReadSecretArn`)).toEqual([
      // The task of the example's environment: the sandbox's has none.
      ...(environment === 'production' ? ['LostWritesTask'] : []),
      ...['countlostwrites', 'countwrites', 'inspectreadrole', 'lookatrestoreddatabase', 'lookatstandby'],
      ...['provedatabase', 'watchdog'],
    ]);
  });

  it('the key of a secret decrypts that secret alone, through Secrets Manager', () => {
    const uses = statements.filter(
      ({ actions, condition }) =>
        actions.some((action) => action.startsWith('kms:')) &&
        /secretsmanager/.test(JSON.stringify(condition?.StringEquals?.['kms:ViaService'] ?? '')),
    );
    expect(uses.length).toBeGreaterThan(8);
    for (const { step, actions, condition } of uses) {
      expect(actions, step).toEqual(['kms:Decrypt']);
      const bound = JSON.stringify(condition.StringEquals['kms:EncryptionContext:SecretARN']);
      const own = statements.filter((s) => s.step === step && s.actions.includes('secretsmanager:GetSecretValue'));
      const resources = own.flatMap(({ resource }) => [JSON.parse(resource)].flat().map((one) => JSON.stringify(one)));
      expect(resources, step).toContain(bound);
    }
  });
});
