import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { CreateRuleInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { pause } from '../../play/person.ts';
import { Environment } from './environment.ts';

/** Secrets planted wherever they could leak from, and everything that is kept searched for them afterwards. */
describe('after a release and its rollback', () => {
  let environment: Environment;
  /** What it is -> the value nobody may find. */
  const planted = new Map<string, string>();
  /** Where -> everything that is kept there. */
  const kept = new Map<string, string>();

  const TOKEN = '/survey/config/mail-token';
  const TOKENS = ['planted-token-of-the-mail-service-1', 'planted-token-of-the-mail-service-2'] as const;
  const ANSWER = 'planted-answer: my password is hunter2-4711';
  const ROTATED = 'planted-password-of-the-read-role-rotated';
  const TYPED = 'planted-password-typed-into-a-request';

  beforeAll(async () => {
    environment = await Environment.start();
    const { cloud } = environment;
    const settings = {
      endpoint: cloud.endpointUrl,
      region: cloud.kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
    const ssm = new SSMClient(settings);
    const setToken = async (Value: string, Overwrite: boolean) =>
      await ssm.send(new PutParameterCommand({ Name: TOKEN, Value, Type: 'SecureString', Overwrite }));
    await setToken(TOKENS[0], false);
    await environment.ask('POST', '/surveys', { title: 'Suporte' });
    await environment.ask('POST', '/surveys/1/answers', { score: 1, comment: ANSWER });

    // A password typed into a request, which is refused and must not be repeated by what refuses it.
    await environment.run('release', {
      version: '1.1.0',
      reason: 'x',
      services: { web: { environment: { SMTP_PASSWORD: TYPED } } },
    });
    const release = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    const watching = () =>
      cloud.states
        .executions()
        .find((execution) => execution.options.arn === release)
        ?.history.events.some((event) => event.stateEnteredEventDetails?.name === STATES.watchTheAlarms) ?? false;
    for (let n = 0; n < 600 && !watching(); n++) await pause(100);
    await setToken(TOKENS[1], true);
    // The read role's password is rotated after the restore point: the restored instance will know the old one.
    const { ARN: reader } = await secret('DatabaseReader');
    const { username, password: before } = JSON.parse(cloud.secrets.valueOf(reader)) as Record<string, string>;
    planted.set('password of the read role', before ?? '');
    planted.set('password of the read role, rotated', ROTATED);
    await cloud.rds.serverOf('survey')?.query(`ALTER ROLE ${username} PASSWORD '${ROTATED}'`);
    await new SecretsManagerClient(settings).send(
      new PutSecretValueCommand({ SecretId: reader, SecretString: JSON.stringify({ username, password: ROTATED }) }),
    );
    await environment.fire('survey-5xx-rate');
    await environment.person.ended(release);
    const [rollback] = await environment.executions('rollback');
    const ended = await environment.person.ended(rollback?.executionArn ?? '');
    expect(ended.status, ended.cause).toBe('SUCCEEDED');

    const { ARN: master } = await secret('DatabaseMaster');
    const { ARN: application } = await secret('DatabaseApplication');
    const bypass = cloud.endpoint.calls.find(
      (call) => call.operation === 'GetSecretValue' && call.principal.includes('raisemaintenance'),
    )?.input as { SecretId: string };
    const field = (arn: string) => (JSON.parse(cloud.secrets.valueOf(arn)) as { password: string }).password;
    planted.set('password of the database', field(master));
    planted.set('password of the application', field(application));
    planted.set('secret of the bypass', cloud.secrets.valueOf(bypass.SecretId));
    const raised = cloud.endpoint.calls.find((call) => call.operation === 'CreateRule')?.input as CreateRuleInput;
    planted.set('bypass of the raising', raised.Conditions?.[0]?.HttpHeaderConfig?.Values?.[0] ?? '');
    planted.set('parameter before the release', TOKENS[0]);
    planted.set('parameter changed by the release', TOKENS[1]);
    planted.set('answer to a survey', ANSWER);
    planted.set('password in a refused request', TYPED);

    const histories = cloud.states.executions().map(({ options, history, output }) => ({
      // What a person typed is the execution's own input; everything behind its first event is ours.
      name: options.name,
      events: history.events.filter((event) => event.type !== 'ExecutionStarted' && !isFirstInput(event)),
      output,
    }));
    kept.set('execution histories', JSON.stringify(histories));
    const { Items } = await new DynamoDBClient(settings).send(new ScanCommand({ TableName: 'knowngood-sandbox' }));
    kept.set('ledger', JSON.stringify(Items));
    kept.set('messages', JSON.stringify(cloud.sns.mailbox()));
    const logs = join(cloud.kernel.folder, 'function-logs');
    kept.set(
      'logs of functions',
      readdirSync(logs)
        .map((file) => readFileSync(join(logs, file), 'utf8'))
        .join('\n'),
    );
    kept.set('log of the sandbox', cloud.kernel.lines.join('\n'));
    const Bucket = cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'] ?? '';
    const { Contents } = await new S3Client({ ...settings, forcePathStyle: true }).send(
      new ListObjectsV2Command({ Bucket }),
    );
    kept.set(
      'documents',
      (Contents ?? []).map(({ Key }) => readFileSync(cloud.s3.pathOf(Bucket, Key ?? ''), 'utf8')).join('\n'),
    );
    const definitions = cloud.endpoint.calls.filter((call) => call.operation === 'RegisterTaskDefinition');
    kept.set('task definitions', JSON.stringify(definitions.map((call) => call.input)));
  }, 240_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  const secret = async (logicalId: string): Promise<{ ARN: string }> => {
    const template = JSON.parse(
      readFileSync(new URL('../../cdk.out/SurveyPlatform.template.json', import.meta.url), 'utf8'),
    ) as { Resources: Record<string, { Type: string }> };
    const [id] = Object.entries(template.Resources).find(
      ([name, { Type }]) => Type === 'AWS::SecretsManager::Secret' && name.startsWith(logicalId),
    ) ?? [''];
    return { ARN: environment.cloud.deployment.ref('SurveyPlatform', id) };
  };

  it('the secrets were in use: each was read, and the search would find them', () => {
    for (const [what, value] of planted) expect(value.length, what).toBeGreaterThan(15);
    const values = environment.cloud.endpoint.calls.map((call) => JSON.stringify(call.input)).join('\n');
    // The bypass went into a rule, the parameter was put back: the product did handle them.
    expect(values).toContain(planted.get('bypass of the raising'));
    expect(values).not.toContain(planted.get('secret of the bypass'));
    expect(values.split(TOKENS[0]).length).toBeGreaterThan(2);
  });

  it('a rotated password of the read role did not stop the rollback: the restored database knows the one before', async () => {
    const port = environment.cloud.rds.serverOf(await environment.liveInstance())?.port ?? 0;
    const logIn = async (password: string | undefined) => {
      const client = new pg.Client({ host: '127.0.0.1', port, database: 'survey', user: 'survey_reader', password });
      await client.connect();
      await client.end();
    };
    await expect(logIn(ROTATED)).rejects.toThrow(/password authentication failed/);
    await expect(logIn(planted.get('password of the read role'))).resolves.toBeUndefined();
  });

  it.each(['execution histories', 'ledger', 'messages', 'documents', 'task definitions'])(
    'there is something to search in %s',
    (where) => {
      expect(kept.get(where)).toMatch(/2\.0\.0|survey-web|release-/);
    },
  );

  it('none of them is in histories, ledger, messages, logs, documents or task definitions', () => {
    const found = [...planted].flatMap(([what, value]) =>
      [...kept].filter(([, text]) => text.includes(value)).map(([where]) => `${what} in ${where}`),
    );
    expect(found).toEqual([]);
  });
});

/** The execution is started with what a person typed, enters its first state with it, and hands it to the one that reads it. */
function isFirstInput(event: { readonly id?: number | undefined }): boolean {
  return [1, 2, 5].includes(event.id ?? 0);
}
