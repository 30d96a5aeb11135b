import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Endpoint } from '../../../sandbox/endpoint/server.ts';
import { SandboxKernel } from '../../../sandbox/kernel/sandbox-kernel.ts';
import type { ServiceModel } from '../../../sandbox/kernel/service.ts';
import { createCloudwatch } from '../../../sandbox/services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from '../../../sandbox/services/dynamodb/dynamodb.ts';
import { createIam } from '../../../sandbox/services/iam/iam.ts';
import { createS3 } from '../../../sandbox/services/s3/s3.ts';
import { createSns } from '../../../sandbox/services/sns/sns.ts';
import { createSsm } from '../../../sandbox/services/ssm/ssm.ts';
import { create, fakeKernel } from '../processes/fake-kernel.ts';

/** Each wire form with the unmodified client: awsQuery (SNS), awsJson 1.0 (DynamoDB, CloudWatch) and 1.1 (SSM), REST-XML (S3). */
const iam = createIam('111122223333');
const { clock, account, region, folder } = fakeKernel();
const kernel = new SandboxKernel({ clock, account, region, folder, iam });
const models: ServiceModel[] = [
  createSns(kernel),
  createDynamodb(kernel),
  createCloudwatch(kernel),
  createSsm(kernel),
  createS3(kernel),
  iam,
];
const endpoint = new Endpoint({
  service: (name) => kernel.services.get(name),
  principal: (key) => iam.principal(key),
  call: (principal, service, operation, input) => kernel.run(principal, service, operation, input),
});
const role = 'arn:aws:iam::111122223333:role/reader';
let as: (accessKeyId: string) => {
  endpoint: string;
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
};
let topic = '';
let bucket = '';

beforeAll(async () => {
  for (const model of models) kernel.services.set(model.signingName, model);
  const url = await endpoint.listen();
  as = (accessKeyId) => ({ endpoint: url, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: 'x' } });
  const make = async (type: string, properties: object) => {
    const model = models.find((m) => type in m.resources);
    if (model === undefined) throw new Error(`no model of ${type}`);
    return await create(model, type, properties);
  };
  topic = (await make('AWS::SNS::Topic', { TopicName: 'devops' })).ref;
  await make('AWS::SNS::Subscription', { TopicArn: topic, Protocol: 'email', Endpoint: 'a@example.com' });
  bucket = (await make('AWS::S3::Bucket', { BucketName: 'documents' })).ref;
  await make('AWS::DynamoDB::Table', { TableName: 'ledger', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] });
  await make('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    RoleName: 'reader',
    Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' } } }],
  });
});
afterAll(async () => {
  endpoint.close();
  for (const model of models) await model.close?.();
});

describe('awsQuery', () => {
  it('carries text as it is, and lists', async () => {
    const sns = new SNSClient(as('sandbox'));
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn: topic, Subject: 'Olá & <tchau>', Message: 'linha 1\nlinha 2 ã' }),
    );
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    expect(Subscriptions?.[0]).toMatchObject({ Endpoint: 'a@example.com', Protocol: 'email' });
  });
  it('answers errors by the service’s own wire code, which the client turns into its class', async () => {
    const sns = new SNSClient(as('sandbox'));
    await expect(
      sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:sa-east-1:1:gone', Message: 'x' })),
    ).rejects.toBeInstanceOf(NotFoundException);
    await expect(
      sns.send(new PublishCommand({ TopicArn: topic, Subject: 'a\nb', Message: 'x' })),
    ).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

describe('awsJson', () => {
  it('1.1: a parameter with its dates', async () => {
    const ssm = new SSMClient(as('sandbox'));
    await ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' }));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/a' }));
    expect(Parameter).toMatchObject({ Value: 'v', Version: 1 });
    expect(Parameter?.LastModifiedDate).toBeInstanceOf(Date);
    await expect(ssm.send(new GetParameterCommand({ Name: '/gone' }))).rejects.toBeInstanceOf(ParameterNotFound);
  });
  it('1.0: an operation without output, and an empty list', async () => {
    const cloudwatch = new CloudWatchClient(as('sandbox'));
    expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
    await expect(
      cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'gone', StateValue: 'OK', StateReason: 'x' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect(
      (
        await new DynamoDBClient(as('sandbox')).send(
          new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'x' } } }),
        )
      ).Item,
    ).toBeUndefined();
  });
});

describe('an error of awsJson', () => {
  it('has its own name, also where its service has another for awsQuery: a client tells a throttled call by it', async () => {
    endpoint.faults = ({ service }) => (service === 'dynamodb' ? 'throttle' : undefined);
    const call = new DynamoDBClient(as('sandbox')).send(
      new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'x' } } }),
    );
    await expect(call).rejects.toBeInstanceOf(ThrottlingException);
    await expect(call).rejects.toMatchObject({ name: 'ThrottlingException' });
    endpoint.faults = () => undefined;
  });
});

describe('REST-XML', () => {
  it('stores, reads and lists objects, and tells a missing key', async () => {
    const s3 = new S3Client(as('sandbox'));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'post-mortems/ã 1.md', Body: '# Olá\n' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'post-mortems/ã 1.md' }));
    expect(await Body?.transformToString()).toBe('# Olá\n');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'post-mortems/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['post-mortems/ã 1.md']);
    await expect(s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'gone' }))).rejects.toBeInstanceOf(NoSuchKey);
  });
});

describe('every call', () => {
  it('is authorized by its role, and denied in the service’s own form', async () => {
    const reader = new SSMClient(
      as(kernel.credentials(role, { service: 'lambda.amazonaws.com', sourceArn: 'arn:f' }).accessKeyId),
    );
    expect((await reader.send(new GetParameterCommand({ Name: '/a' }))).Parameter?.Value).toBe('v');
    await expect(
      reader.send(new PutParameterCommand({ Name: '/a', Value: 'w', Overwrite: true })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`User: ${role} is not authorized to perform: ssm:PutParameter`),
    });
    expect((await reader.send(new GetParameterCommand({ Name: '/a' }))).Parameter?.Value).toBe('v');
  });
  it('of somebody unknown is refused', async () => {
    await expect(new SSMClient(as('AKIANOBODY')).send(new GetParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });
  it('to a faulted operation gets what the fault says; a lost answer has taken effect', async () => {
    const ssm = new SSMClient(as('sandbox'));
    endpoint.faults = ({ operation }) => (operation === 'PutParameter' ? 'lose-answer' : undefined);
    await expect(ssm.send(new PutParameterCommand({ Name: '/a', Value: 'lost', Overwrite: true }))).rejects.toThrow();
    endpoint.faults = () => undefined;
    expect((await ssm.send(new GetParameterCommand({ Name: '/a' }))).Parameter?.Value).toBe('lost');
  });
  it('that the sandbox does not serve answers 501, by name', async () => {
    const { DeleteParameterCommand } = await import('@aws-sdk/client-ssm');
    await expect(new SSMClient(as('sandbox')).send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
      message: 'ssm:DeleteParameter is not served by the sandbox',
      $metadata: { httpStatusCode: 501 },
    });
  });
});
