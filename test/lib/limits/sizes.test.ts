import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { inParts } from '../../../lib/limits/in-parts.ts';
import { beyondLimits, sizeOf } from '../../../lib/limits/limits.ts';
import { holdWithinLimits } from '../../../lib/limits/within-limits.ts';
import { testApp } from '../app.ts';

const arns = (count: number) =>
  Array.from({ length: count }, (_, n) => `arn:aws:ecs:sa-east-1:111122223333:service/production/service-${n}`);

describe('a size beyond what AWS takes', () => {
  it.each([
    ['AWS::Lambda::Function', { Environment: { Variables: { WATCHED: 'x'.repeat(4_096) } } }, 'environment variables'],
    ['AWS::IAM::Policy', { PolicyDocument: { Statement: arns(160) } }, 'inline policy'],
    ['AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: arns(160) } }] }, 'inline policy'],
    ['AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: arns(100) } }, 'managed policy'],
    ['AWS::KMS::Key', { KeyPolicy: { Statement: arns(500) } }, 'key policy'],
    ['AWS::Events::Rule', { EventPattern: { resources: arns(35) } }, 'event pattern'],
    ['AWS::StepFunctions::StateMachine', { DefinitionString: 'x'.repeat(1_048_577) }, 'definition'],
    ['AWS::IAM::Role', { ManagedPolicyArns: arns(11) }, 'managed policies'],
  ])('of %s is named, with the limit and what makes it grow', (Type, Properties, what) => {
    const found = beyondLimits({ It: { Type, Properties } });
    expect(found[0]).toMatch(new RegExp(`^${what} of It: .*AWS takes \\d+.* grows? with `));
  });

  it('of the whole template is named, and so are too many resources', () => {
    const small = { Type: 'AWS::SNS::Topic', Properties: {} };
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`R${n}`, small]));
    expect(beyondLimits(many)).toEqual(['resources: are 501; CloudFormation takes 500']);
    const long = { ...small, Properties: { DisplayName: 'x'.repeat(1_000_000) } };
    expect(beyondLimits({ Long: long })).toEqual([expect.stringMatching(/^the template: has \d+ bytes/)]);
  });

  it('stops the synthesis', () => {
    const app = testApp();
    const stack = new Stack(app, 'S');
    new CfnRule(stack, 'Rule', { eventPattern: { resources: arns(35) } });
    holdWithinLimits(stack);
    expect(() => app.synth()).toThrow(/event pattern of Rule: has about \d+ characters; AWS takes 2048/);
  });
});

it('counts what a deployment puts in as a long ARN, and a joined text as it will be read', () => {
  expect(sizeOf({ 'Fn::Join': ['', ['{"a":"', { Ref: 'Topic' }, '"}']] })).toBe(8 + 120);
  expect(sizeOf({ Resource: [{ 'Fn::GetAtt': ['Key', 'Arn'] }] })).toBe('{"Resource":[""]}'.length + 120);
});

describe('a statement in parts', () => {
  const statement = (count: number) =>
    new PolicyStatement({
      actions: ['ecs:UpdateService'],
      resources: arns(count),
      conditions: { ArnEquals: { 'ecs:cluster': 'arn:cluster' } },
    });

  it('is itself while it is short', () => {
    const short = statement(5);
    expect(inParts(short)).toEqual([short]);
  });

  it('names each resource once, under the same condition, and every part fits', () => {
    const parts = inParts(statement(100)).map((part) => part.toStatementJson());
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flatMap(({ Resource }) => Resource)).toEqual(arns(100));
    for (const { Action, Condition, Resource } of parts) {
      expect(Action).toBe('ecs:UpdateService');
      expect(Condition).toEqual({ ArnEquals: { 'ecs:cluster': 'arn:cluster' } });
      expect(JSON.stringify(Resource).length).toBeLessThan(2_000);
    }
  });

  it('as one would not fit into a managed policy: the harm', () => {
    expect(sizeOf(statement(100).toStatementJson())).toBeGreaterThan(6_144);
  });
});
