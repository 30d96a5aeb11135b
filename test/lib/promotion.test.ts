import { Template } from 'aws-cdk-lib/assertions';
import { expect, it, vi } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { testApp } from './app.ts';

vi.setConfig({ testTimeout: 120_000 });

const synthesized = (promotion: EnvironmentConfiguration['promotion']): Template =>
  Template.fromStack(
    new ControlPlaneStack(testApp({ context: { 'aws:cdk:bundling-stacks': [] } }), {
      configuration: { ...sandbox, promotion },
      file: 'config/x.ts',
    }),
  );

it('an environment that promotes to other accounts lets them read what it publishes, and nothing else', () => {
  const template = synthesized({ to: ['222233334444'] });
  const name = 'knowngood-sandbox-sa-east-1-promotion';
  const [role, ...more] = Object.values(
    template.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }),
  ).map(({ Properties }) => Properties);
  expect(more).toEqual([]);
  expect(JSON.stringify(role.AssumeRolePolicyDocument)).toContain(':iam::222233334444:root');
  const own = 'arn:aws:ssm:sa-east-1:111122223333:parameter/knowngood/sandbox';
  expect(role.Policies.map(({ PolicyDocument }: { PolicyDocument: object }) => PolicyDocument)).toMatchObject([
    {
      Statement: [
        {
          Action: 'ssm:GetParameters',
          Effect: 'Allow',
          Resource: [`${own}/status`, `${own}/release`, `${own}/services/*`],
        },
      ],
    },
  ]);
});

it('an environment that takes from another account may take on that one role, and reads nothing of its own name there', () => {
  const from = [{ environment: 'homologation', account: '222233334444', region: 'us-east-1' }];
  const policies = JSON.stringify(synthesized({ from }).findResources('AWS::IAM::Role'));
  expect(policies).toContain('arn:aws:iam::222233334444:role/knowngood-homologation-us-east-1-promotion');
  expect(policies.match(/"sts:AssumeRole","Effect":"Allow","Resource"/g)).toHaveLength(1);
  expect(policies).not.toContain('parameter/knowngood/homologation');
});

it('an environment that promotes to nobody has no such role', () => {
  synthesized(undefined).resourcePropertiesCountIs(
    'AWS::IAM::Role',
    { RoleName: 'knowngood-sandbox-sa-east-1-promotion' },
    0,
  );
});
