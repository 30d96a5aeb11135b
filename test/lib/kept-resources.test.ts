import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { references } from '../../sandbox/template/intrinsics.ts';

/**
 * Named and stateful resources of the template as an earlier version of this project has deployed them. An update would
 * delete one whose id is gone, and replace one whose type or name is another: data would be lost, or the name be taken.
 * New ones are added with `UPDATE_DOCUMENTS=1`; taking one out is a deliberate edit, with its line in the changelog.
 */
const file = new URL('./kept-resources.json', import.meta.url);

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

/** Properties whose change replaces the resource, of the types that have a name or a state here. */
const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::KMS::Key': [],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Events::Rule': ['Name'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Description'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
};

const { Resources } = JSON.parse(
  readFileSync(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url), 'utf8'),
) as { Resources: Readonly<Record<string, Resource>> };

const now = Object.fromEntries(
  Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const named = CREATE_ONLY[Type];
    return named === undefined
      ? []
      : [[id, { Type, ...Object.fromEntries(named.map((property) => [property, Properties[property] ?? null])) }]];
  }),
);

it('no named or stateful resource of an earlier version is deleted or replaced by an update', () => {
  const before = JSON.parse(readFileSync(file, 'utf8')) as typeof now;
  if (process.env['UPDATE_DOCUMENTS'] === '1')
    writeFileSync(file, `${JSON.stringify({ ...now, ...before }, null, 2)}\n`);
  expect(Object.keys(before).length).toBeGreaterThan(100);
  const kept = Object.fromEntries(Object.keys(before).map((id) => [id, now[id]]));
  expect(kept).toEqual(before);
});

it('every one of today is written down, so that the next version is held to it', () => {
  const before = JSON.parse(readFileSync(file, 'utf8')) as typeof now;
  expect(Object.keys(now).filter((id) => before[id] === undefined)).toEqual([]);
});

it('what holds data stays when the stack is deleted', () => {
  const kept = Object.values(Resources).flatMap(({ Type, DeletionPolicy = '' }) =>
    DeletionPolicy.startsWith('Retain') && Type !== 'AWS::Lambda::Version' ? [Type] : [],
  );
  expect(kept.sort()).toEqual(['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket']);
});

it('the guard is deleted before everything else: it depends on all of it', () => {
  const guards = Object.entries(Resources).filter(([, { Type }]) => Type === 'Custom::KnowngoodRemovalGuard');
  expect(guards).toHaveLength(1);
  const [[id, guard] = ['', {}]] = guards;
  expect(guard).toHaveProperty('DependsOn');
  const before = new Set<string>();
  const go = (name: string): void => {
    if (before.has(name)) return;
    before.add(name);
    const { Properties, DependsOn = [] } = Resources[name] ?? {};
    for (const other of [...references(Properties).ids, ...[DependsOn].flat()]) if (other in Resources) go(other);
  };
  go(id);
  expect(Object.keys(Resources).filter((other) => !before.has(other))).toEqual([]);
});
