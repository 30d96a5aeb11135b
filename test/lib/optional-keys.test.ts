import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlane } from '../../lib/control-plane.ts';
import { packed } from '../../lib/triggers/alarm-rule.ts';
import { lookEvery } from '../../lib/workflows/phases/watch.ts';

const { database, maintenance } = sandbox;
const { connect: _connect, storageKey: _storageKey, ...bare } = database;
const SECRET = 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:survey/pointer-AbCdEf';
const KEY = 'arn:aws:kms:sa-east-1:111122223333:key/0a1b2c3d';

const synthesized = (change: Partial<EnvironmentConfiguration>): Template => {
  const app = new App({ analyticsReporting: false });
  return Template.fromStack(new ControlPlane(app, { configuration: { ...sandbox, ...change }, file: 'config/x.ts' }));
};
const rules = (template: Template) =>
  Object.values(template.findResources('AWS::Events::Rule')).flatMap(({ Properties }) =>
    Properties.EventPattern?.source?.[0] === 'aws.cloudwatch' ? [Properties] : [],
  );

describe('what a configuration may leave out, or give instead', () => {
  it.each<[string, Partial<EnvironmentConfiguration>]>([
    ['no connection to the database', { database: { ...bare, storageKey: database.storageKey } as never }],
    ['no key of its storage', { database: { ...bare, connect: database.connect } as never }],
    ['no configuration paths', { configurationPaths: [] }],
    ['alarms that only notify', { alarms: sandbox.alarms.map((alarm) => ({ ...alarm, action: 'notify' })) }],
    [
      'a pointer in a secret, with its key',
      { database: { ...database, pointer: { secret: SECRET, secretKey: KEY, field: 'host', format: 'host' } } },
    ],
    ['keys of parameters', { configurationKeys: [KEY] }],
    ['the page for services only', { maintenance: { ...maintenance, forServicesOnly: true } }],
    ['a branch and an environment before it', { branch: 'main', promotedFrom: 'homologation' }],
    ['English', { language: 'en' }],
  ])('%s: it synthesizes, and every statement names an action and a resource', (_what, change) => {
    for (const { Properties } of Object.values(synthesized(change).findResources('AWS::IAM::Policy')))
      for (const { Action, Resource } of Properties.PolicyDocument.Statement) {
        expect([Action].flat().length).toBeGreaterThan(0);
        expect([Resource].flat().length).toBeGreaterThan(0);
      }
  });
});

describe('a Region of another partition', () => {
  it.each([
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('%s: every ARN begins with %s', (region, begins) => {
    const arns = JSON.stringify(synthesized({ region }).toJSON()).match(/arn:aws[a-z-]*:/g) ?? [];
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

  it('one rule with all of them would be refused: the harm', () => {
    const arns = Array.from(
      { length: 23 },
      (_, n) => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${named(60)(n)}`,
    );
    expect(JSON.stringify(arns).length).toBeGreaterThan(2_048);
    expect(packed(arns, 1_900).length).toBeGreaterThan(1);
  });

  it('a watch of a day leaves room in the history of its execution, and a short one looks often', () => {
    const EVENTS_A_LOOK = 9;
    const looks = (minutes: number) => (minutes * 60) / lookEvery(minutes).toSeconds();
    expect(looks(1_440) * EVENTS_A_LOOK).toBeLessThan(15_000);
    expect(((1_440 * 60) / 30) * EVENTS_A_LOOK).toBeGreaterThan(25_000);
    expect(lookEvery(60).toSeconds()).toBe(30);
  });
});
