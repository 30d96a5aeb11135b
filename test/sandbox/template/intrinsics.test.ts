// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation’s own.
import { describe, expect, it } from 'vitest';
import { type Lookup, references, resolveValue } from '../../../sandbox/template/intrinsics.ts';
import { inOrder } from '../../../sandbox/template/order.ts';

const lookup: Lookup = {
  ref(name) {
    if (name === 'Topic') return 'arn:topic';
    throw new Error(`refers to ${name}`);
  },
  attribute: (id, name) => `${id}.${name}`,
  export: (name) => `export:${name}`,
  mapping: (...path) => path.join('/'),
  condition: (name) => name === 'Yes',
  availabilityZones: () => ['a', 'b'],
  dynamic: async (service, rest) => `${service}<${rest}>`,
};

describe('intrinsic functions', () => {
  it.each([
    ['Ref', { Ref: 'Topic' }, 'arn:topic'],
    ['GetAtt', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, 'Db.Endpoint.Address'],
    ['Join', { 'Fn::Join': [':', ['a', { Ref: 'Topic' }]] }, 'a:arn:topic'],
    ['Sub', { 'Fn::Sub': '${Topic}/${Db.Arn}/${!Literal}' }, 'arn:topic/Db.Arn/${Literal}'],
    ['Sub with variables', { 'Fn::Sub': ['${x}-${Topic}', { x: { 'Fn::Select': [1, ['a', 'b']] } }] }, 'b-arn:topic'],
    ['Split and Select', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    ['ImportValue', { 'Fn::ImportValue': 'Name' }, 'export:Name'],
    ['If', { 'Fn::If': ['Yes', 1, 2] }, 1],
    ['NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
    [
      'a dynamic reference inside a Join',
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Topic' }, ':SecretString:password::}}']] },
      'secretsmanager<arn:topic:SecretString:password::>',
    ],
  ])('%s', async (_name, value, expected) => {
    expect(await resolveValue(value, lookup)).toEqual(expected);
  });
  it('that are unknown, or refer to nothing, are refused by name', async () => {
    await expect(resolveValue({ 'Fn::Cidr': [] }, lookup)).rejects.toThrow('Fn::Cidr');
    await expect(resolveValue({ Ref: 'Gone' }, lookup)).rejects.toThrow('Gone');
  });
});

describe('the order of a deployment', () => {
  it('finds what a resource refers to, in every form', () => {
    const { ids, imports } = references({
      a: { Ref: 'A' },
      b: { 'Fn::GetAtt': ['B', 'Arn'] },
      c: { 'Fn::Sub': '${C.Arn}' },
      d: [{ 'Fn::ImportValue': 'D' }],
    });
    expect([...ids].sort()).toEqual(['A', 'B', 'C']);
    expect([...imports]).toEqual(['D']);
  });
  it('puts each after what it needs, and names a circle', () => {
    const needs: Record<string, string[]> = { web: ['role', 'cluster'], role: [], cluster: ['vpc'], vpc: [] };
    const order = inOrder(Object.keys(needs), (name) => needs[name] ?? []);
    expect(order.indexOf('vpc')).toBeLessThan(order.indexOf('cluster'));
    expect(order.indexOf('cluster')).toBeLessThan(order.indexOf('web'));
    expect(() => inOrder(['a', 'b'], (name) => [name === 'a' ? 'b' : 'a'])).toThrow('a -> b -> a');
  });
});
