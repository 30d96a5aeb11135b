import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { testApp } from '../lib/app.ts';
import { inlinePolicies } from '../lib/inline-policies.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
type Json = any;

const synthesized = (change: Partial<EnvironmentConfiguration>): Template =>
  Template.fromStack(
    new ControlPlaneStack(testApp(), { configuration: { ...sandbox, ...change }, file: 'config/x.ts' }),
  );
const FUNCTION = 'function:knowngood-sandbox-second-person';

describe('the address at which a second person confirms', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesized({ requireSecondPerson: {} });
  }, 120_000);
  const forPeople = () =>
    Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(({ Properties }: Json) =>
      Properties.PolicyDocument.Statement.flatMap((statement: Json) =>
        JSON.stringify(statement.Resource ?? '').includes(FUNCTION)
          ? [{ name: Properties.ManagedPolicyName, ...statement }]
          : [],
      ),
    );

  it('is open to whoever signs and has the policy, and to nobody past it', () => {
    template.allResourcesProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM' });
    template.resourceCountIs('AWS::Lambda::Url', 1);
    const name = 'knowngood-sandbox-sa-east-1-may-decide';
    expect(forPeople()).toEqual([
      expect.objectContaining({
        name,
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': ['AWS_IAM'] } },
      }),
      expect.objectContaining({
        name,
        Action: 'lambda:InvokeFunction',
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': ['true'] } },
      }),
    ]);
    const permitted = Object.values(template.findResources('AWS::Lambda::Permission')).filter((one) =>
      JSON.stringify(one).includes('secondperson'),
    );
    expect(permitted).toEqual([]);
  });

  it('leads to a function that writes the ledger, starts the decision workflow, tells DevOps, and does nothing else', () => {
    const role = inlinePolicies(template.toJSON()['Resources']).find((one) => one.role.startsWith('Stepssecondperson'));
    const actions = role?.statements.flatMap(({ Action }) => [Action].flat()).sort();
    expect([...new Set(actions)]).toEqual([
      ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'kms:Decrypt', 'kms:GenerateDataKey'],
      ...['logs:CreateLogStream', 'logs:PutLogEvents', 'sns:Publish', 'states:StartExecution'],
      ...['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    ]);
    const starts = role?.statements.filter(({ Action }) => [Action].flat().includes('states:StartExecution'));
    expect(JSON.stringify(starts)).toMatch(/stateMachine:knowngood-sandbox-decision"/);
  });
});

it('without requireSecondPerson there is no address, no function behind it, and no permission for either', () => {
  const text = JSON.stringify(synthesized({}).toJSON());
  expect(text).not.toMatch(/AWS::Lambda::Url|second-person|InvokeFunctionUrl/);
}, 120_000);
