import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inlinePolicies } from '../lib/inline-policies.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
type Json = any;

const template = JSON.parse(
  readFileSync(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url), 'utf8'),
) as { Resources: Record<string, { Type: string; Properties: Json; DeletionPolicy?: string }> };
const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
const list = (value: Json): Json[] => (value === undefined ? [] : [value].flat());
const key = (value: Json): boolean =>
  /^StorageKey/.test(value?.['Fn::GetAtt']?.[0] ?? '') || /"StorageKey/.test(JSON.stringify(value ?? ''));

describe('no role', () => {
  it('deletes a database, a snapshot, the ledger, a document or the key, whatever else it may: each has the denial', () => {
    const [[denial, policy] = ['', undefined]] = of('AWS::IAM::ManagedPolicy').filter(([id]) =>
      id.startsWith('NeverDelete'),
    );
    const statements: Json[] = policy?.Properties.PolicyDocument.Statement;
    expect(
      statements.every(
        ({ Effect, Resource, Condition }) => Effect === 'Deny' && Resource === '*' && Condition === undefined,
      ),
    ).toBe(true);
    expect(statements.flatMap(({ Action }) => list(Action))).toEqual(
      expect.arrayContaining([
        ...['rds:DeleteDBInstance', 'rds:DeleteDBSnapshot', 'rds:DeleteDBCluster', 'rds:DeleteDBClusterSnapshot'],
        ...[
          'rds:DeleteDBInstanceAutomatedBackup',
          'dynamodb:DeleteTable',
          's3:DeleteObjectVersion',
          'kms:ScheduleKeyDeletion',
        ],
      ]),
    );
    const roles = of('AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(40);
    const without = roles.filter(
      ([, { Properties }]) => !list(Properties.ManagedPolicyArns).some(({ Ref }) => Ref === denial),
    );
    // Retention's, and that of throw-away databases: each has a denial of its own.
    expect(without.map(([id]) => id)).toEqual([
      expect.stringMatching(/^Stepsdeleteexpired/),
      expect.stringMatching(/^Stepsdeletethrowaway/),
    ]);
  });

  it('but retention’s deletes anything, and that only what is ours, dated, and kept by nobody', () => {
    const deleting = inlinePolicies(Object.fromEntries(of('AWS::IAM::Role'))).filter(({ statements }) =>
      statements.some(({ Action }) => list(Action).some((action) => action.startsWith('rds:Delete'))),
    );
    expect(deleting.map(({ role }) => role)).toEqual([
      expect.stringMatching(/^Stepsdeleteexpired/),
      expect.stringMatching(/^Stepsdeletethrowaway/),
    ]);
    const [[denial, policy] = ['', undefined]] = of('AWS::IAM::ManagedPolicy').filter(([id]) =>
      id.startsWith('DeleteDatedOnly'),
    );
    const [[, role] = ['', undefined]] = of('AWS::IAM::Role').filter(([id]) => id.startsWith('Stepsdeleteexpired'));
    expect(role?.Properties.ManagedPolicyArns).toEqual([{ Ref: denial }]);
    const statements: Json[] = policy?.Properties.PolicyDocument.Statement;
    expect(statements.every(({ Effect, Resource }) => Effect === 'Deny' && Resource === '*')).toBe(true);
    const conditional = statements.filter(({ Condition }) => Condition !== undefined);
    expect(conditional.map(({ Condition }) => Condition)).toEqual([
      { StringNotEquals: { 'aws:ResourceTag/knowngood': 'sandbox' } },
      {
        StringNotEquals: {
          'aws:ResourceTag/knowngood:purpose': [
            ...['restore-point', 'safety', 'before-fence', 'quarantined', 'restored', 'standby'],
          ],
        },
      },
      { Null: { 'aws:ResourceTag/knowngood:delete-after': 'true' } },
      { Null: { 'aws:ResourceTag/knowngood:keep': 'false' } },
    ]);
    for (const { Action } of conditional) expect(Action).toEqual(['rds:DeleteDBInstance', 'rds:DeleteDBSnapshot']);
    const never = statements.filter(({ Condition }) => Condition === undefined).flatMap(({ Action }) => list(Action));
    expect(never).toEqual(
      expect.arrayContaining(['rds:DeleteDBInstanceAutomatedBackup', 'dynamodb:DeleteTable', 's3:DeleteObject']),
    );
  });

  it('but a backup drill’s deletes a database, and that only of its own name and tags', () => {
    const [[denial, policy] = ['', undefined]] = of('AWS::IAM::ManagedPolicy').filter(([id]) =>
      id.startsWith('DeleteThrowAwayOnly'),
    );
    const [[, role] = ['', undefined]] = of('AWS::IAM::Role').filter(([id]) => id.startsWith('Stepsdeletethrowaway'));
    expect(role?.Properties.ManagedPolicyArns).toEqual([{ Ref: denial }]);
    const statements: Json[] = policy?.Properties.PolicyDocument.Statement;
    expect(statements.every(({ Effect }) => Effect === 'Deny')).toBe(true);
    expect(statements.filter(({ Action }) => list(Action).includes('rds:DeleteDBInstance'))).toMatchObject([
      { NotResource: 'arn:aws:rds:sa-east-1:111122223333:db:survey-kgdrill-*' },
      { Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/knowngood': 'sandbox' } } },
      { Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/knowngood:purpose': 'backup-drill' } } },
    ]);
    const never = statements
      .filter(({ Condition, Resource }) => Condition === undefined && Resource === '*')
      .flatMap(({ Action }) => list(Action));
    expect(never).toEqual(
      expect.arrayContaining(['rds:DeleteDBSnapshot', 'rds:DeleteDBInstanceAutomatedBackup', 'dynamodb:DeleteTable']),
    );
  });

  it('is shared: each function, workflow and rule has one of its own', () => {
    const used = [
      ...of('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Role),
      ...of('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => Properties.RoleArn),
    ].map((role) => role['Fn::GetAtt'][0] as string);
    expect(new Set(used).size).toBe(used.length);
  });
});

describe('the key', () => {
  const [[, key] = ['', undefined]] = of('AWS::KMS::Key');
  const statements: Json[] = key?.Properties.KeyPolicy.Statement;

  it('is rotated, and outlives the stack', () => {
    expect(key?.Properties.EnableKeyRotation).toBe(true);
    expect(key?.DeletionPolicy).toBe('RetainExceptOnCreate');
  });
  it('serves three services, each bound to this account’s own alarms, rules and log groups', () => {
    const services = statements.filter(({ Principal }) => Principal.Service !== undefined);
    const bound = Object.fromEntries(services.map(({ Principal, Condition }) => [Principal.Service, Condition]));
    expect(Object.keys(bound).sort()).toEqual([
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
      'logs.sa-east-1.amazonaws.com',
    ]);
    for (const service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com']) {
      expect(bound[service].StringEquals).toEqual({ 'aws:SourceAccount': '111122223333' });
      for (const arn of [bound[service].ArnLike['aws:SourceArn']].flat())
        expect(arn).toMatch(
          /^arn:aws:(cloudwatch:sa-east-1:111122223333:alarm:\*|events:sa-east-1:111122223333:rule\/knowngood-sandbox-alarm(-\?+)?)$/,
        );
    }
    for (const group of bound['logs.sa-east-1.amazonaws.com'].ArnLike['kms:EncryptionContext:aws:logs:arn'])
      expect(group).toMatch(/log-group:\/aws\/(lambda|vendedlogs\/states)\/knowngood-sandbox-\*$/);
  });
  it('is used by roles through one service, for that service alone', () => {
    const uses = inlinePolicies(Object.fromEntries(of('AWS::IAM::Role'))).flatMap(({ statements }) =>
      statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('kms:'))),
    );
    expect(uses.length).toBeGreaterThan(30);
    for (const { Condition } of uses) {
      const via = list(Condition.StringEquals['kms:ViaService']);
      expect(via).toHaveLength(1);
      expect(via[0]).toMatch(/^(dynamodb|s3|secretsmanager|sns|rds)\.sa-east-1\.amazonaws\.com$/);
    }
    const grants = uses.filter(({ Action }) => list(Action).includes('kms:CreateGrant'));
    expect(grants.length).toBeGreaterThan(0);
    for (const { Condition } of grants) expect(Condition.Bool).toEqual({ 'kms:GrantIsForAWSResource': 'true' });
  });
});

describe('what is kept', () => {
  it('is encrypted with the key: ledger, documents, topics, the queues, the bypass, every log group', () => {
    const encrypted = {
      'AWS::DynamoDB::Table': (p: Json) => p.SSESpecification?.KMSMasterKeyId,
      'AWS::S3::Bucket': (p: Json) =>
        p.BucketEncryption?.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID,
      'AWS::SNS::Topic': (p: Json) => p.KmsMasterKeyId,
      'AWS::SQS::Queue': (p: Json) => p.KmsMasterKeyId,
      'AWS::SecretsManager::Secret': (p: Json) => p.KmsKeyId,
      'AWS::Logs::LogGroup': (p: Json) => p.KmsKeyId,
    };
    for (const [type, keyOf] of Object.entries(encrypted)) {
      expect(of(type).length, type).toBeGreaterThan(0);
      for (const [id, { Properties }] of of(type)) expect(key(keyOf(Properties)), id).toBe(true);
    }
  });
  it('is reached with TLS alone', () => {
    const policies = ['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'].flatMap((type) =>
      of(type),
    );
    expect(policies).toHaveLength(
      of('AWS::SNS::Topic').length + of('AWS::SQS::Queue').length + of('AWS::S3::Bucket').length,
    );
    for (const [id, { Properties }] of policies) {
      const denials = (Properties.PolicyDocument.Statement as Json[]).filter(({ Effect }) => Effect === 'Deny');
      expect(
        denials.map(({ Condition }) => Condition),
        id,
      ).toEqual([{ Bool: { 'aws:SecureTransport': 'false' } }]);
    }
  });
  it('in the bucket is versioned and never public; the ledger outlives the stack and returns to any moment', () => {
    const [[, bucket] = ['', undefined]] = of('AWS::S3::Bucket');
    expect(bucket?.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(Object.values(bucket?.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const [[, table] = ['', undefined]] = of('AWS::DynamoDB::Table');
    expect(table?.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table?.Properties.DeletionProtectionEnabled, 'a failed first deployment can be taken back').toBeUndefined();
    expect(table?.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  });
  it('in logs is kept for a time, and never what executions carry', () => {
    for (const [id, { Properties }] of of('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays, id).toBe(180);
    for (const [id, { Properties }] of of('AWS::StepFunctions::StateMachine')) {
      expect(Properties.LoggingConfiguration, id).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
      expect(Properties.TracingConfiguration, id).toEqual({ Enabled: true });
    }
  });
});
