import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createIam } from '../../sandbox/services/iam/iam.ts';
import { inlinePolicies } from '../lib/inline-policies.ts';
import { create } from '../sandbox/processes/fake-kernel.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('every answer in the threat model is shown by a test of that name', () => {
  const tests = (readdirSync(join(root, 'test'), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, 'test', file), 'utf8'));
  const rows = readFileSync(join(root, 'docs/threat-model.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
  expect(rows.length).toBeGreaterThan(12);
  for (const row of rows) {
    const shownBy = row.split('|').at(-2) ?? '';
    const names = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
    expect(names.length, row).toBeGreaterThan(0);
    for (const name of names)
      expect(
        tests.some((text) => text.includes(`'${name}'`)),
        name,
      ).toBe(true);
  }
});

it('the code of a function may not make network interfaces, Lambda for it may', async () => {
  const template = JSON.parse(readFileSync(join(root, 'cdk.out/KnownGood-sandbox.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties?: unknown }>;
  };
  const policy = inlinePolicies(template.Resources).find(({ role }) => role.startsWith('Stepsprovedatabase'));
  const statements = policy?.statements.filter(({ Resource }) => Resource === '*');
  const account = '111122223333';
  const iam = createIam(account);
  await create(iam, 'AWS::IAM::Role', {
    RoleName: 'r',
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    Policies: [{ PolicyDocument: { Statement: statements } }],
  });
  const arn = `arn:aws:iam::${account}:role/r`;
  const make = { action: 'ec2:CreateNetworkInterface', resource: '*' };
  const code = {
    'lambda:SourceFunctionArn': `arn:aws:lambda:sa-east-1:${account}:function:knowngood-sandbox-prove-database`,
  };
  expect(() => iam.authorize({ arn }, make)).not.toThrow();
  expect(() => iam.authorize({ arn, context: code }, make)).toThrow('explicit deny');
});
