import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { CONTROL_PLANE } from '../../lib/access/acknowledged.ts';
import { type Acknowledgement, plain, SolutionsChecks } from '../../lib/access/solutions-checks.ts';
import { testApp } from '../lib/app.ts';

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('at synthesis nothing is found that is not acknowledged, and nothing is acknowledged that is not found', () => {
  expect(read('bin/knowngood.ts')).toContain('checked(app);');
  expect(read('bin/sandbox.ts')).toContain('checked(app, SURVEY_PLATFORM);');
  const { pluginReports } = JSON.parse(read('cdk.out/validation-report.json')) as Report;
  const found = pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
  expect(found.filter((rule) => /^AwsSolutions|^needless-acknowledgement$/.test(rule))).toEqual([]);
});

it('each acknowledgement names the ARN’s form, the condition, or what else stands instead', () => {
  for (const { finding, reason } of CONTROL_PLANE) {
    expect(reason.length, String(finding)).toBeGreaterThan(40);
    expect(reason, String(finding)).not.toContain('undefined');
    if (/IAM5/.test(String(finding))) expect(reason).toMatch(/arn:aws:|no resource level/);
  }
});

it('each role that may do more than trace on every resource is acknowledged by itself, with what it may do there', () => {
  const anywhere = CONTROL_PLANE.filter(({ finding }) => finding.test('AwsSolutions-IAM5[Resource::*]'));
  const tracing = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
  for (const { on, actions = [] } of anywhere) {
    if (`${actions}` === `${tracing}`) continue;
    expect(on.source, 'one role').toMatch(/^\^[\w\\/-]+\$$/);
    expect(actions.length, on.source).toBeGreaterThan(0);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  }
});

it('findings hold for every account, Region and environment', () => {
  expect(
    plain('AwsSolutions-IAM5[Resource::arn:aws:states:eu-west-1:123456789012:execution:knowngood-eu-prod-release:*]'),
  ).toBe('AwsSolutions-IAM5[Resource::states:execution:knowngood-<environment>-release:*]');
});

describe('a role that may do too much', () => {
  const found = (acknowledgements: Acknowledgement[]) => {
    const app = testApp();
    const role = new Role(new Stack(app, 'S'), 'Wide', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['rds:*', 's3:GetObject'], resources: ['*'] }));
    return new SolutionsChecks(app, acknowledgements).validateScope(app);
  };
  const about = (finding: RegExp): Acknowledgement => ({ finding, on: /^Wide\/DefaultPolicy\/Resource$/, reason: 'r' });

  it('ends the synthesis', () => {
    const report = found([]);
    expect(report.success).toBe(false);
    expect(report.violations.map(({ ruleName }) => ruleName).sort()).toEqual([
      'AwsSolutions-IAM5[Action::rds:*]',
      'AwsSolutions-IAM5[Resource::*]',
    ]);
  });
  it('ends it still with one of its findings acknowledged', () => {
    const report = found([about(/^AwsSolutions-IAM5\[Resource::\*\]$/)]);
    expect(report.success).toBe(false);
    expect(report.violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-IAM5[Action::rds:*]']);
  });
  it('ends it when the role may do more on every resource than was acknowledged, or less', () => {
    const with_ = (...actions: string[]) =>
      found([
        about(/^AwsSolutions-IAM5\[Action::rds:\*\]$/),
        { ...about(/^AwsSolutions-IAM5\[Resource::\*\]$/), actions },
      ]).success;
    expect(with_('rds:*', 's3:GetObject')).toBe(true);
    expect(with_('rds:*')).toBe(false);
    expect(with_('rds:*', 's3:GetObject', 's3:PutObject')).toBe(false);
    expect(with_('rds:*', 's3:GetObject if s3:prefix')).toBe(false);
  });
  it('warns of an acknowledgement that matches nothing', () => {
    const report = found([about(/^AwsSolutions-IAM5/), about(/^AwsSolutions-SQS3$/)]);
    expect(report.success).toBe(true);
    expect(report.violations).toMatchObject([{ ruleName: 'needless-acknowledgement', severity: 'warning' }]);
  });
});
