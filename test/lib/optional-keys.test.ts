import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it, vi } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { beyondLimits, type Resource } from '../../lib/limits/limits.ts';
import { packed } from '../../lib/triggers/alarm-rule.ts';
import { testApp } from './app.ts';
import { CASES } from './configurations.ts';
import { inlinePolicies } from './inline-policies.ts';

// Each synthesizes a stack, the first one its bundles too.
vi.setConfig({ testTimeout: 120_000 });

const { database } = sandbox;
const synthesized = (change: Partial<EnvironmentConfiguration>): Template => {
  const app = testApp();
  return Template.fromStack(
    new ControlPlaneStack(app, { configuration: { ...sandbox, ...change }, file: 'config/x.ts' }),
  );
};
const rules = (template: Template) =>
  Object.values(template.findResources('AWS::Events::Rule')).flatMap(({ Properties }) =>
    Properties.EventPattern?.source?.[0] === 'aws.cloudwatch' ? [Properties] : [],
  );

describe('what a configuration may leave out, or give instead', () => {
  it.each(CASES)('%s: it synthesizes, and every statement names an action and a resource', (_what, change) => {
    for (const { statements } of inlinePolicies(synthesized(change).toJSON()['Resources']))
      for (const { Action, Resource } of statements) {
        expect([Action].flat().length).toBeGreaterThan(0);
        expect([Resource].flat().length).toBeGreaterThan(0);
      }
  });
});

describe('what stands in parameters of other stacks', () => {
  it('is read when it deploys, and imports nothing: no export freezes the stack it comes from', () => {
    const [, change = {}] = CASES.find(([name]) => name === 'parameters that other stacks write') ?? [];
    const template = synthesized(change).toJSON() as { Parameters: Record<string, { Type: string; Default: string }> };
    expect(JSON.stringify(template)).not.toContain('Fn::ImportValue');
    const read = Object.values(template.Parameters).filter(({ Default }) => Default.startsWith('/survey/stack/'));
    expect(read.map(({ Default }) => Default.split('/').at(-1)).sort()).toEqual([
      ...[
        'application',
        'bucket-key',
        'configuration-key',
        'group',
        'key',
        'listener',
        'monitoring-role',
        'owner',
        'pointer',
      ],
      ...['reader', 'routes', 'schedule-key', 'subnet', 'targets', 'url', 'vpc'],
    ]);
    expect(new Set(read.map(({ Type }) => Type))).toEqual(new Set(['AWS::SSM::Parameter::Value<String>']));
  });
});

describe('images in other registries', () => {
  it('may be described there, and nowhere else', () => {
    const services = sandbox.services.map((service) => ({
      ...service,
      registry: '999988887777.dkr.ecr.us-east-1.amazonaws.com',
    }));
    const template = synthesized({
      services,
      repositories: ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/log-router'],
    });
    const granted = inlinePolicies(template.toJSON()['Resources']).flatMap(({ statements }) =>
      statements.flatMap((statement: { Action: string; Resource: string[] }) =>
        statement.Action === 'ecr:DescribeImages' ? [statement.Resource] : [],
      ),
    );
    expect(granted.length).toBe(3);
    for (const resources of granted)
      expect(resources).toEqual([
        'arn:aws:ecr:us-east-1:999988887777:repository/survey-platform',
        'arn:aws-cn:ecr:cn-north-1:111122223333:repository/log-router',
      ]);
  });
});

describe('a Region of another partition', () => {
  it.each([
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('%s: every ARN begins with %s', (region, begins) => {
    const arns = JSON.stringify(synthesized({ region, repositories: [] }).toJSON()).match(/arn:aws[a-z-]*:/g) ?? [];
    expect(arns.length).toBeGreaterThan(100);
    expect(arns.filter((arn) => arn !== begins)).toEqual([]);
  });
});

describe('what grows with a configuration', () => {
  const named = (length: number) => (n: number) => `${String(n).padStart(3, '0')}-${'x'.repeat(length - 4)}`;
  const alarms = (count: number, length: number) =>
    Array.from({ length: count }, (_, n) => named(length)(n)).map((name) => ({
      ...{ name, criterion: 'availability', action: 'rollback' },
    })) as EnvironmentConfiguration['alarms'];

  it.each([
    ['a hundred alarms', 100, 60],
    ['thirty of the longest names', 30, 255],
  ])('%s stand in patterns that EventBridge takes, each once', (_what, count, length) => {
    const found = rules(synthesized({ alarms: alarms(count, length) }));
    for (const { EventPattern } of found) expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(2_048);
    expect(found.flatMap(({ EventPattern }) => EventPattern.resources).length).toBe(count);
    expect(new Set(found.map(({ Name }) => Name)).size).toBe(found.length);
  });

  /** As large as an environment may be. */
  const large = (services: number): Partial<EnvironmentConfiguration> => {
    const [web, ...others] = Array.from({ length: services }, (_, n) => ({
      ...{ name: `service-of-the-platform-${n}`, container: 'app', repository: `platform/repository-${n}` },
      ...{ kind: n === 0 ? ('web' as const) : ('worker' as const) },
      ...{ taskRole: `task-role-of-service-${n}`, executionRole: `execution-role-of-service-${n}` },
    }));
    if (web === undefined) throw new Error('There is no service.');
    return {
      services: [web, ...others],
      migration: { ...sandbox.migration, service: web.name },
      alarms: alarms(100, 60),
      database: { ...database, tables: Array.from({ length: 300 }, (_, n) => `platform.a_table_name_${n}`) },
      listeners: Array.from({ length: 8 }, (_, n) => ({
        name: `listener-${n}`,
        arn: `arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/platform-${n}/50dc6c495c0c9188/f2f7dc8efc522ab2`,
        url: `https://app${n}.example.com`,
      })),
      watch: { releaseMinutes: 1_440, rollbackMinutes: 1_440 },
    };
  };

  it('a hundred services, a hundred alarms, 300 tables and 8 listeners are within every limit', () => {
    const { Resources } = synthesized(large(100)).toJSON() as { Resources: Record<string, Resource> };
    expect(beyondLimits(Resources)).toEqual([]);
  });

  it('four hundred services are refused, by what does not fit', () => {
    expect(() => synthesized(large(400))).toThrow(
      /the history of an execution: needs about \d+ events; there are 25000 .*It grows with services/,
    );
  });

  it('one rule with all of them would be refused: the harm', () => {
    const arns = Array.from(
      { length: 23 },
      (_, n) => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${named(60)(n)}`,
    );
    expect(JSON.stringify(arns).length).toBeGreaterThan(2_048);
    expect(packed(arns, 1_900).length).toBeGreaterThan(1);
  });
});
