import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Template } from '../../sandbox/template/template.ts';
import { Environment, factsOf } from './environment.ts';
import { oneStack } from './one-stack.ts';

const assembly = await oneStack();
const template = () => JSON.parse(readFileSync(join(assembly, 'SurveyPlatform.template.json'), 'utf8')) as Template;

const statements = (properties: Record<string, unknown> = {}) =>
  (properties['PolicyDocument'] as { Statement: { Action: string | string[] }[] }).Statement;

let environment: Environment;
beforeAll(async () => {
  environment = await Environment.start({ assembly, stacks: ['SurveyPlatform'] });
  await environment.ask('POST', '/surveys', { title: 'Atendimento' });
  await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'kept' });
}, 120_000);
afterAll(async () => environment.cloud.close(), 30_000);

it('no name and no ARN of the application is written out, and nothing is exported for the control plane', () => {
  const { Resources = {}, Outputs = {} } = template();
  const written = JSON.stringify(Object.entries(Resources).filter(([id]) => id.startsWith('ControlPlane')));
  expect(written).not.toMatch(
    /cluster\/survey"|service\/survey\/|role\/survey-(?:task|execution)|alarm:survey-|Fn::ImportValue/,
  );
  // Those that the example's stack has anyway, and the key's, for environments promoted from this one.
  const exported = Object.entries(Outputs).flatMap(([id, { Export }]) => (Export === undefined ? [] : [id]));
  expect(exported.filter((id) => id.startsWith('ControlPlane'))).toEqual([
    expect.stringMatching(/^ControlPlaneKeyArn/),
  ]);
});

it('a role of the app may do what it was granted', () => {
  const { Resources = {} } = template();
  const of = (role: string) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::IAM::Policy' && id.startsWith(role) ? statements(Properties).flatMap(({ Action }) => Action) : [],
    );
  expect(of('Releaser')).toEqual(['states:StartExecution', 'states:StopExecution']);
  expect(of('OnCall')).toEqual(
    expect.arrayContaining([
      'states:StartExecution',
      'states:RedriveExecution',
      'states:GetExecutionHistory',
      'dynamodb:Query',
    ]),
  );
});

it('a control plane made of the application’s own constructs releases, and rolls back with the database', async () => {
  const released = await environment.run('release', { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' });
  expect(released.status, released.cause).toBe('SUCCEEDED');
  expect(await environment.version()).toBe('2.0.0');
  // Nobody has rolled back for weeks: what talks to the database fails until Lambda has made it ready again.
  environment.cloud.functions.becomeIdle();
  const ended = await environment.run('rollback', { reason: 'Wrong answers', criterion: 'data-loss-or-exposure' });
  expect(ended.status, ended.cause).toBe('SUCCEEDED');
  expect(factsOf(ended)).toMatchObject({ decision: 'services-and-database' });
  expect(await environment.version()).toBe('1.0.0');
  expect(await environment.comments(await environment.liveInstance())).toEqual(['kept']);
  const rollback = environment.cloud.states.executions().find(({ options }) => options.arn === ended.executionArn);
  const failures = rollback?.history.events.map(({ taskFailedEventDetails }) => taskFailedEventDetails?.error);
  expect(failures).toContain('Lambda.ResourceNotReadyException');
}, 240_000);
