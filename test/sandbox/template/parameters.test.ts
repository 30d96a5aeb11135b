import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAtEnd } from '../../../sandbox/processes/guard.ts';
import { deploy } from '../../../sandbox/template/deploy.ts';

const kernel = { region: 'sa-east-1', account: '111122223333' } as never;
const SSM = 'AWS::SSM::Parameter::Value<String>';

const deployed = (Parameters: object) => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-parameters-'));
  removeAtEnd(folder);
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'a.json', stackName: 'A' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { A: artifact } }));
  const Outputs = { Listener: { Value: { 'Fn::Join': ['', ['<', { Ref: 'Listener' }, '>']] } } };
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ Parameters, Resources: {}, Outputs }));
  return deploy({
    ...{ folder, kernel, provider: () => undefined },
    dynamic: async (_service, name) => {
      if (name !== '/survey/listener') throw new Error(`${name} is not there`);
      return 'arn:listener';
    },
  });
};

it('a parameter that stands in Parameter Store has the value it has there, not its name', async () => {
  const stacks = await deployed({ Listener: { Type: SSM, Default: '/survey/listener' } });
  expect(stacks.outputs('A')['Listener']).toBe('<arn:listener>');
});

it('any other has its default', async () => {
  const stacks = await deployed({ Listener: { Type: 'String', Default: 'a' } });
  expect(stacks.outputs('A')['Listener']).toBe('<a>');
});

it('one that is missing stops only who refers to it', async () => {
  const missing = { Type: SSM, Default: '/cdk-bootstrap/version' };
  const stacks = await deployed({ Other: missing, Listener: { Type: SSM, Default: '/survey/listener' } });
  expect(stacks.outputs('A')['Listener']).toBe('<arn:listener>');
  await expect(deployed({ Listener: missing })).rejects.toThrow('Listener, which is not there');
});
