import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from './environment.ts';

const KINDS = ['release', 'rollback', 'decision', 'settle', 'standby', 'wake', 'backup-drill'] as const;
type Kind = (typeof KINDS)[number];
const POLICIES = ['read', 'release', 'roll-back', 'decide'] as const;
type Policy = (typeof POLICIES)[number];

/** People with a role that has one of the managed policies and nothing else. */
describe('people', () => {
  let environment: Environment;
  const settings = new Map<Policy, object>();
  const machine = (kind: Kind) => `arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-${kind}`;
  const as = (policy: Policy) => new SFNClient(settings.get(policy) ?? {});
  const INPUT: Record<Kind, object> = {
    release: { version: '1.1.0', reason: 'x', dryRun: true },
    rollback: { reason: 'x', criterion: 'history', dryRun: true },
    decision: { reason: 'x', criterion: 'history', incident: 'incident-none', decision: 'reopen' },
    settle: {},
    standby: {},
    wake: {},
    'backup-drill': {},
  };
  const start = async (policy: Policy, kind: Kind, input = INPUT[kind]) => {
    const command = new StartExecutionCommand({ stateMachineArn: machine(kind), input: JSON.stringify(input) });
    return (await as(policy).send(command)).executionArn ?? '';
  };

  beforeAll(async () => {
    environment = await Environment.start();
    const { iam, kernel, endpointUrl } = environment.cloud;
    for (const policy of POLICIES) {
      const context = { stackName: 'Team', logicalId: policy, generatedName: policy };
      await iam.resources['AWS::IAM::Role']?.(
        {
          RoleName: `team-${policy}`,
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sso.amazonaws.com' } }],
          },
          ManagedPolicyArns: [`arn:aws:iam::${kernel.account}:policy/knowngood-sandbox-${kernel.region}-may-${policy}`],
        },
        context,
      );
      const by = { service: 'sso.amazonaws.com', sourceArn: '' };
      const credentials = iam.credentials(`arn:aws:iam::${kernel.account}:role/team-${policy}`, by);
      settings.set(policy, { endpoint: endpointUrl, region: kernel.region, credentials, maxAttempts: 1 });
    }
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it.each<[Policy, Kind | 'none']>([
    ['release', 'release'],
    ['roll-back', 'rollback'],
    ['decide', 'decision'],
    ['read', 'none'],
  ])(
    'with may-%s start %s and nothing else',
    async (policy, own) => {
      for (const kind of KINDS) {
        // Whoever may ask for a rollback may try whether one would work.
        const isOwn = kind === own || (own === 'rollback' && kind === 'backup-drill');
        // What can be restored is five minutes old: by then the database has its roles.
        if (isOwn && kind === 'backup-drill') await environment.cloud.clock.sleep(6 * 60_000);
        if (isOwn) expect(await environment.person.ended(await start(policy, kind))).toBeDefined();
        else await expect(start(policy, kind), kind).rejects.toMatchObject({ name: 'AccessDeniedException' });
      }
    },
    60_000,
  );

  it('with may-release call a release good only if one ended unobserved', async () => {
    const ended = await environment.person.ended(
      await start('release', 'release', { confirm: '2.4.0', reason: 'Checked by hand' }),
    );
    expect(ended.error).toBe('RequestRefused');
    expect(ended.cause).toContain('no release "2.4.0" is recorded');
  }, 30_000);

  it('who may ask for a rollback cannot accept a loss by typing it', async () => {
    const accepting = { reason: 'x', criterion: 'history', incident: 'incident-1', acceptLostWrites: 'unknown' };
    const ended = await environment.person.ended(await start('roll-back', 'rollback', accepting));
    expect([ended.status, ended.error]).toEqual(['FAILED', 'RequestRefused']);
    expect(ended.cause).toContain('knowngood-sandbox-decision');
  }, 30_000);

  it('with may-release stop a release, with may-roll-back and may-decide redrive their own workflow’s executions', async () => {
    const release = await start('release', 'release');
    const stop = new StopExecutionCommand({ executionArn: release });
    await expect(as('roll-back').send(stop)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await as('release').send(stop);
    const rollback = await start('roll-back', 'rollback');
    const decision = await start('decide', 'decision');
    await environment.person.ended(rollback);
    await environment.person.ended(decision);
    const redrive = async (policy: Policy, executionArn: string) =>
      await as(policy)
        .send(new RedriveExecutionCommand({ executionArn }))
        .then(() => 'redriven')
        .catch((error: Error) => error.name);
    expect(await redrive('roll-back', rollback)).not.toBe('AccessDeniedException');
    expect(await redrive('roll-back', decision)).toBe('AccessDeniedException');
    expect(await redrive('decide', decision)).not.toBe('AccessDeniedException');
    expect(await redrive('decide', rollback)).toBe('AccessDeniedException');
  }, 60_000);

  it('with may-read see workflows, ledger and documents, and change none of them', async () => {
    const reader = as('read');
    await reader.send(new ListStateMachinesCommand({}));
    for (const kind of KINDS) {
      await reader.send(new DescribeStateMachineCommand({ stateMachineArn: machine(kind) }));
      const { executions } = await reader.send(new ListExecutionsCommand({ stateMachineArn: machine(kind) }));
      const executionArn =
        executions?.[0]?.executionArn ?? `${machine(kind).replace('stateMachine', 'execution')}:none`;
      // Of an execution that does not exist IAM is asked first all the same.
      await reader.send(new DescribeExecutionCommand({ executionArn })).catch(notDenied);
      await reader.send(new DescribeStateMachineForExecutionCommand({ executionArn })).catch(notDenied);
      await reader.send(new GetExecutionHistoryCommand({ executionArn })).catch(notDenied);
    }
    const ledger = new DynamoDBClient(settings.get('read') ?? {});
    const Key = { environment: { S: 'sandbox' }, record: { S: 'status' } };
    await ledger.send(new GetItemCommand({ TableName: 'knowngood-sandbox', Key }));
    await ledger.send(
      new QueryCommand({
        TableName: 'knowngood-sandbox',
        KeyConditionExpression: '#e = :e AND begins_with(#r, :r)',
        ExpressionAttributeNames: { '#e': 'environment', '#r': 'record' },
        ExpressionAttributeValues: { ':e': { S: 'sandbox' }, ':r': { S: 'release#' } },
      }),
    );
    await expect(ledger.send(new PutItemCommand({ TableName: 'knowngood-sandbox', Item: Key }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const s3 = new S3Client({ ...(settings.get('read') ?? {}), forcePathStyle: true });
    const Bucket = environment.cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'];
    await s3.send(new ListObjectsV2Command({ Bucket }));
    await s3.send(new GetObjectCommand({ Bucket, Key: 'post-mortems/none.md' })).catch(notDenied);
  }, 30_000);

  it('with may-read take out the measures of a post-mortem, with may-roll-back put them back and nothing else; they are reminded', async () => {
    const s3 = (policy: Policy) => new S3Client({ ...(settings.get(policy) ?? {}), forcePathStyle: true });
    const Bucket = environment.cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'];
    const Key = 'post-mortems/b1.measures.json';
    const measures = [{ what: 'Testar a carga antes de liberar', owner: 'Bia', due: '2026-12-04', done: '' }];
    const evaluation = { due: '2026-12-24', text: '' };
    const file = {
      Bucket,
      Key,
      Body: JSON.stringify({ incident: 'incident-b1', ended: '2026-11-24', measures, evaluation }),
    };
    for (const policy of ['read', 'release', 'decide'] as const)
      await expect(s3(policy).send(new PutObjectCommand(file)), policy).rejects.toMatchObject({
        name: expect.stringMatching(/^AccessDenied/),
      });
    for (const other of ['post-mortems/b1.md', 'changes/r1.measures.json'])
      await expect(s3('roll-back').send(new PutObjectCommand({ ...file, Key: other })), other).rejects.toMatchObject({
        name: expect.stringMatching(/^AccessDenied/),
      });
    await s3('roll-back').send(new PutObjectCommand(file));
    const { Body } = await s3('read').send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe(file.Body);
    const remind = (time: string) =>
      environment.cloud.functions.invoke('knowngood-sandbox-remind-of-measures', { time });
    await expect(remind('2026-11-30T12:00:00.000Z')).resolves.toMatchObject({ result: { files: 1, told: 0 } });
    await expect(remind('2026-12-04T12:00:00.000Z')).resolves.toMatchObject({ result: { files: 1, told: 1 } });
    await expect(remind('2026-12-04T12:00:00.000Z')).resolves.toMatchObject({ result: { files: 1, told: 0 } });
    const told = environment.cloud.sns.mailbox().findLast(({ subject }) => subject.includes('Medidas corretivas'));
    expect(told?.topic).toBe('knowngood-sandbox-devops');
    expect(told?.body).toContain('- Testar a carga antes de liberar (Bia): prazo hoje, 4 de dez. de 2026');
  }, 30_000);
});

function notDenied(error: Error): void {
  expect(error.name).not.toBe('AccessDeniedException');
}
