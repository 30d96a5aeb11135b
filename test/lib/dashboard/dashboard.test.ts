import { Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import example from '../../../config/example.ts';
import { check } from '../../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { Dashboard } from '../../../lib/dashboard/dashboard.ts';
import { loadBalancerOf } from '../../../lib/dashboard/load-balancers.ts';
import { inPart } from '../../../lib/dashboard/metrics.ts';
import { dashboardProblem } from '../../../sandbox/services/cloudwatch/dashboard.ts';
import { testApp } from '../app.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly unknown[];
  };
}

/** As CloudFormation will write it: what only a deployment knows is a word. */
function bodyOf(change: Partial<EnvironmentConfiguration>): {
  readonly name: string;
  readonly text: string;
  readonly widgets: readonly Widget[];
} {
  const configuration = check({ ...example, ...change } as EnvironmentConfiguration, 'test');
  const stack = new Stack(testApp(), 'S', { env: { account: configuration.account, region: configuration.region } });
  new Dashboard(stack, configuration, ['knowngood-production-watchdog-silent']);
  const [made] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody, DashboardName } = (made?.['Properties'] ?? {}) as {
    DashboardBody: unknown;
    DashboardName: string;
  };
  const text =
    typeof DashboardBody === 'string'
      ? DashboardBody
      : (DashboardBody as { 'Fn::Sub': [string, object] })['Fn::Sub'][0].replaceAll(
          /\$\{Balancer\d+\}/g,
          'app/name/id',
        );
  return { name: DashboardName, text, ...(JSON.parse(text) as { widgets: Widget[] }) };
}

const many = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => ({ name: `alarm-${n}`, criterion: 'availability', action: 'notify' }) as const,
  );

describe('the dashboard', () => {
  it.each([
    ['as in the example', {}],
    ['in English', { language: 'en' }],
    ['without an alarm of most criteria', { alarms: many(1) }],
    [
      'with a hundred services',
      {
        services: Array.from({ length: 100 }, (_, n) => ({
          ...example.services[0],
          name: n === 0 ? 'api' : `service-${n}`,
        })),
      },
    ],
    ['with 250 alarms of one criterion', { alarms: many(250) }],
    [
      'with ten listeners',
      {
        listeners: Array.from({ length: 10 }, (_, n) => ({
          name: `l${n}`,
          arn: { export: `Arn${n}` },
          url: 'https://app.example.com.br',
        })),
      },
    ],
  ] as [string, Partial<EnvironmentConfiguration>][])('%s is one that CloudWatch takes', (_name, change) => {
    const { name, text, widgets } = bodyOf(change);
    expect(dashboardProblem(name, text)).toBeUndefined();
    expect(text).not.toMatch(/creationStack|Token\[/);
    expect(widgets.length).toBeGreaterThan(8);
    // Each has a place of its own.
    for (const [at, one] of widgets.entries())
      for (const other of widgets.slice(at + 1)) {
        const beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
        expect(beside || one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
      }
  });

  it('does not grow with services, and names the environment and its Region', () => {
    const services = Array.from({ length: 100 }, (_, n) => ({
      ...example.services[0],
      name: n === 0 ? 'api' : `service-${n}`,
    }));
    const [few, lots] = [bodyOf({}), bodyOf({ services } as Partial<EnvironmentConfiguration>)];
    expect(lots.text.length).toBe(few.text.length);
    expect(few.name).toBe('knowngood-production-sa-east-1');
  });

  it('shows each alarm once, under its criterion, at most a hundred a widget', () => {
    const { widgets } = bodyOf({
      alarms: [...many(250), { name: 'rate', criterion: 'reputation', action: 'rollback' }],
    });
    const shown = widgets.filter(({ type }) => type === 'alarm').slice(0, -1);
    expect(shown.map(({ properties }) => [properties.title, properties.alarms?.length])).toEqual([
      ...[100, 100, 50].map((count) => ['disponibilidade e acessibilidade', count]),
      ['reputação', 1],
    ]);
    const all = shown.flatMap(({ properties }) => properties.alarms ?? []);
    expect(new Set(all).size).toBe(251);
    expect(all).toContain('arn:aws:cloudwatch:sa-east-1:444455556666:alarm:rate');
  });

  it('finds the restored database by the words of its name, and marks releases and rollbacks beside the errors', () => {
    const { text, widgets } = bodyOf({});
    expect(text).toContain('MetricName=\\"DatabaseConnections\\" cx production\'');
    const users = widgets.find(({ properties }) => properties.title?.startsWith('Erros e a página'));
    expect(JSON.stringify(users)).toMatch(/ExecutionsStarted.*ExecutionsStarted/);
    expect(JSON.stringify(users)).toContain('HTTP_Fixed_Response_Count');
  });
});

it('has the name of a load balancer once, however many metrics are of it', () => {
  const listeners = Array.from({ length: 10 }, (_, n) => ({
    name: `l${n}`,
    arn: { export: `Arn${n}` },
    url: 'https://app.example.com.br',
  }));
  const { text } = bodyOf({ listeners });
  expect(text.length).toBeLessThan(40_000);
  expect(text).not.toContain('Token[');
});

describe('what CloudWatch refuses', () => {
  const body = (widget: object) => JSON.stringify({ widgets: [widget] });
  it.each([
    ['a b', '{"widgets":[]}', /DashboardName/],
    ['d', '{', /no JSON/],
    ['d', '{}', /"widgets" is required/],
    [
      'd',
      JSON.stringify({ widgets: Array.from({ length: 501 }, () => ({ type: 'text', properties: { markdown: '' } })) }),
      /at most 500 widgets/,
    ],
    ['d', body({ type: 'alarm', properties: { alarms: [] } }), /from 1 to 100/],
    ['d', body({ type: 'alarm', properties: { alarms: new Array(101).fill('a') } }), /it has 101/],
    ['d', body({ type: 'metric', properties: { metrics: [] } }), /region is required/],
    ['d', body({ type: 'metric', properties: { region: 'r', metrics: new Array(501).fill([]) } }), /at most 500/],
    [
      'd',
      body({ type: 'metric', properties: { region: 'r', metrics: [{ value: [] }] } }),
      /metrics\/0 should be an array/,
    ],
    ['d', body({ type: 'text', x: 20, width: 8, properties: { markdown: '' } }), /grid of 24/],
    ['d', body({ type: 'picture', properties: {} }), /should be one of/],
    ['d', body({ type: 'text', properties: {} }), /markdown is required/],
  ])('%s %#', (name, text, problem) => {
    expect(dashboardProblem(name, text)).toMatch(problem);
  });
});

it('names a load balancer as its metrics do', () => {
  expect(loadBalancerOf('arn:aws:elasticloadbalancing:r:1:listener/app/name/id/listener')).toBe('app/name/id');
  const stack = new Stack(testApp(), 'S');
  expect(stack.resolve(loadBalancerOf(Fn.importValue('Arn')))).toMatchObject({
    'Fn::Join': [
      '/',
      [
        { 'Fn::Select': [0, expect.anything()] },
        { 'Fn::Select': [1, expect.anything()] },
        { 'Fn::Select': [2, expect.anything()] },
      ],
    ],
  });
  expect(inPart('cx-production')).toBe('cx production');
});
