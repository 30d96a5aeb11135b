import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checked } from '../../bin/environments.ts';
import { SURVEY_PLATFORM } from '../../examples/survey-platform/acknowledged.ts';
import { givenBy } from '../../examples/survey-platform/given.ts';
import { configurationOf, surveyStacks } from '../../examples/survey-platform/stacks.ts';
import { check } from '../../lib/configuration/check.ts';
import { imagesOf } from '../../sandbox/template/images.ts';
import type { Template } from '../../sandbox/template/template.ts';
import { testApp } from '../lib/app.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/survey-platform/', import.meta.url));
const ACCOUNT = { CDK_DEFAULT_ACCOUNT: '444455556666', CDK_DEFAULT_REGION: 'eu-west-1' };
interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

const DIGEST = `sha256:${'a'.repeat(64)}`;
const NAMED = {
  image: `cx/app@${DIGEST}`,
  collectorImage: `cx/collector@${DIGEST}`,
  helpImage: `cx/help@${DIGEST}`,
};
const CERTIFICATE = 'arn:aws:acm:eu-west-1:444455556666:certificate/12345678-1234-1234-1234-123456789012';

const given = (context: Record<string, string>, variables: NodeJS.ProcessEnv = ACCOUNT) =>
  givenBy((key) => context[key], variables);

/** What `cdk deploy` would get. */
function synthesized(context: Record<string, string>, isChecked = false) {
  const app = testApp({ context: { 'aws:cdk:disable-asset-staging': true } });
  if (isChecked) checked(app, SURVEY_PLATFORM);
  const wanted = { ...given(context), databaseTls: 'require' } as const;
  const { parts } = surveyStacks(app, wanted);
  const { directory } = app.synth();
  const template = JSON.parse(readFileSync(join(directory, 'SurveyPlatform.template.json'), 'utf8')) as Template;
  const of = (type: string) =>
    Object.values(template.Resources ?? {}).flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));
  return { directory, template, of, parts, wanted };
}

describe('account and Region', () => {
  it('stand in no file but the one for the sandbox', () => {
    const files = readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const fixed = files.filter((name) =>
      /\b\d{12}\b|'(sa|us|eu)-[a-z]+-\d'/.test(readFileSync(join(EXAMPLE, name), 'utf8')),
    );
    expect(fixed).toEqual(['environment.ts']);
  });

  it.each([
    ['the credentials', {}, { account: '444455556666', region: 'eu-west-1' }],
    ['the context', { account: '777788889999', region: 'sa-east-1' }, { account: '777788889999', region: 'sa-east-1' }],
  ])('come from %s', (_from, context, expected) => {
    expect(given({ plainHttp: 'true', ...context })).toMatchObject(expected);
  });

  it('are asked for where nothing says them', () => {
    expect(() => given({ plainHttp: 'true' }, {})).toThrow('-c account=<12 digits> -c region=<Region>');
  });
});

describe('how users reach it', () => {
  it.each([
    [{}, /Nothing says how users reach the application; .*plainHttp=true/],
    [{ plainHttp: 'yes' }, /plainHttp is "yes"; expected true/],
    [{ plainHttp: 'true', host: 'app.example.com' }, /plainHttp is given beside host/],
    [{ host: 'app.example.com' }, /without a certificate or a hosted zone/],
    [{ host: 'app.example.com', zone: 'example.com' }, /without a certificate or a hosted zone/],
    [{ host: 'app.other.com', zone: 'example.com', zoneId: 'Z1' }, /app\.other\.com is not in the zone example\.com/],
  ])('%j is refused by name', (context: Record<string, string>, message) => {
    expect(() => given(context)).toThrow(message);
  });

  it.each([
    ['a certificate', { certificate: CERTIFICATE }],
    ['a hosted zone', { zone: 'example.com', zoneId: 'Z1' }],
  ])('TLS with %s: port 80 only sends people to 443', (_what, context) => {
    const { template, of, directory } = synthesized({ host: 'app.example.com', ...context }, 'zone' in context);
    const listeners = of('AWS::ElasticLoadBalancingV2::Listener');
    expect(listeners.map(({ Port, Protocol }) => [Port, Protocol])).toEqual([
      [80, 'HTTP'],
      [443, 'HTTPS'],
    ]);
    expect(listeners[0]?.['DefaultActions']).toMatchObject([
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS' } },
    ]);
    expect(template.Outputs?.['PublicUrl']?.Value).toBe('https://app.example.com');
    const made = of('AWS::CertificateManager::Certificate').map(
      ({ SubjectAlternativeNames }) => SubjectAlternativeNames,
    );
    expect(made).toEqual('zone' in context ? [['ajuda.app.example.com']] : []);
    if (!('zone' in context)) return;
    const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report;
    const found = pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
    expect(found.filter((rule) => rule.startsWith('AwsSolutions'))).toEqual([]);
  });
});

describe('what the services start with', () => {
  it('is built by the CDK for the processors that Fargate runs, and a rollback may return to it', () => {
    const { directory, of, parts, wanted } = synthesized({ plainHttp: 'true' });
    const images = imagesOf(directory, 'SurveyPlatform');
    expect(images.map(({ environment }) => environment)).toEqual([{ APP_VERSION: '1.0.0' }, {}, {}]);
    const manifest = readFileSync(join(directory, 'SurveyPlatform.assets.json'), 'utf8');
    expect(manifest.match(/"platform": "linux\/amd64"/g)).toHaveLength(3);
    const tasks = of('AWS::ECS::TaskDefinition');
    for (const { RuntimePlatform } of tasks) expect(RuntimePlatform).toBeUndefined();
    const containers = JSON.stringify(tasks.map(({ ContainerDefinitions }) => ContainerDefinitions));
    for (const { tag } of images) expect(containers).toContain(tag);
    expect(containers).toContain('{"Name":"DATABASE_TLS","Value":"require"}');
    const audiences = { devops: ['ops@example.com'], teams: ['qa@example.com'] };
    const { repositories } = check(configurationOf(parts, { ...wanted, audiences }), 'configuration.ts');
    expect(repositories).toEqual([
      '444455556666.dkr.ecr.eu-west-1.amazonaws.com/cdk-hnb659fds-container-assets-444455556666-eu-west-1',
    ]);
  });

  it('may be named, by digest, and then nothing is built', () => {
    const { directory, of } = synthesized({ plainHttp: 'true', ...NAMED });
    expect(imagesOf(directory, 'SurveyPlatform')).toEqual([]);
    expect(JSON.stringify(of('AWS::ECS::TaskDefinition'))).toContain(`/cx/app@${DIGEST}`);
  });

  it('is refused by a tag, which may mean another image tomorrow', () => {
    expect(() => synthesized({ plainHttp: 'true', ...NAMED, image: 'cx/app:1.0.0' })).toThrow(
      'The image "app" is "cx/app:1.0.0"; expected <repository>@sha256:',
    );
  });

  it('is named whole, or not at all', () => {
    expect(() => given({ plainHttp: 'true', image: NAMED.image })).toThrow('collectorImage and helpImage is not given');
  });
});

it('nothing is looked up when it is synthesized: zones are the account’s', () => {
  const { of } = synthesized({ plainHttp: 'true' });
  for (const { AvailabilityZone } of of('AWS::EC2::Subnet'))
    expect(AvailabilityZone).toEqual({ 'Fn::Select': [expect.any(Number), { 'Fn::GetAZs': '' }] });
});
