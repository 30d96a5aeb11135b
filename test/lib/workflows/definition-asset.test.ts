import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { withPlaceholders } from '../../../lib/workflows/definition-asset.ts';
import { createMachine } from '../../../lib/workflows/machine.ts';
import { readTemplate } from '../../../sandbox/template/assembly.ts';
import { withDefinitions } from '../../../sandbox/template/definitions.ts';
import type { Template } from '../../../sandbox/template/template.ts';
import { testApp } from '../app.ts';

function stackWith(outputs: object) {
  const app = testApp();
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'sa-east-1' } });
  const topic = new Topic(stack, 'Topic');
  const state = sfn.Pass.jsonata(stack, 'Say', {
    outputs: { ...outputs, first: topic.topicArn, second: topic.topicArn },
  });
  createMachine(stack, 'test', 'release', state, new Key(stack, 'Key'));
  return { app, stack };
}

const machineIn = (resources: Template['Resources'] = {}) =>
  Object.values(resources).find(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')?.Properties ?? {};

const placeholder = (name: string) => `$\{${name}}`;

describe('a definition beside the template', () => {
  const { app, stack } = stackWith({});
  const { templateFullPath: file, template } = app.synth().getStackArtifact(stack.artifactId);
  const topic = { Ref: Object.keys(template.Resources).find((id) => id.startsWith('Topic')) };
  const { DefinitionS3Location, DefinitionSubstitutions, DefinitionString } = machineIn(template.Resources);

  it('lies in a file; the template has the value of each placeholder, once', () => {
    expect(DefinitionString).toBeUndefined();
    const { Key: key } = DefinitionS3Location as unknown as { Key: string };
    const text = readFileSync(join(file, '..', `asset.${key}`), 'utf8');
    expect(JSON.parse(text).States.Say.Output).toEqual({ first: placeholder('Value1'), second: placeholder('Value1') });
    expect(DefinitionSubstitutions).toEqual({ Value1: topic });
  });

  it('is read by the sandbox as CloudFormation puts it together', () => {
    const { DefinitionString: read } = machineIn(readTemplate(file).Resources) as {
      DefinitionString: { 'Fn::Join': [string, unknown[]] };
    };
    const [, parts] = read['Fn::Join'];
    expect(parts.filter((part) => typeof part !== 'string')).toEqual([topic, topic]);
    expect(JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('')).StartAt).toBe('Say');
  });
});

it('of the sandbox leaves a placeholder that has no substitution as it is', () => {
  const Properties = { DefinitionS3Location: { Key: 'k' }, DefinitionSubstitutions: { A: 'a' } };
  const Resources = { M: { Type: 'AWS::StepFunctions::StateMachine', Properties } };
  const read = withDefinitions({ Resources }, () => `"${placeholder('A')} and ${placeholder('B')}"`);
  expect(read.Resources?.['M']?.Properties).toEqual({
    DefinitionString: { 'Fn::Join': ['', ['"', 'a', ' and ', placeholder('B'), '"']] },
  });
});

describe('a definition is refused', () => {
  it('where text would be read as a placeholder', () => {
    expect(() => withPlaceholders({ Comment: `costs ${placeholder('Value1')}` })).toThrow(/reads as a placeholder/);
  });
  it.each([
    ['number', { It: Token.asNumber({ Ref: 'Parameter' }) }],
    ['list', { It: Token.asList({ 'Fn::Split': [',', { Ref: 'Parameter' }] }) }],
    ['object', { It: Lazy.any({ produce: () => ['a'] }) }],
  ])('where a deployment would have to put in a %s', (_kind, definition) => {
    expect(() => withPlaceholders(definition)).toThrow(/has a value at "It" that only a deployment knows/);
  });
  it('beyond what Step Functions takes, by its name', () => {
    const { app } = stackWith({ long: 'x'.repeat(1_048_577) });
    expect(() => app.synth()).toThrow(/definition of Stack\/ReleaseMachine: has about \d+ bytes; AWS takes 1048576/);
  });
});
