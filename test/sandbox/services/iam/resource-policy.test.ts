import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../../sandbox/kernel/access.ts';
import { SandboxKernel } from '../../../../sandbox/kernel/sandbox-kernel.ts';
import { createIam, type Iam } from '../../../../sandbox/services/iam/iam.ts';
import { createKms } from '../../../../sandbox/services/kms/kms.ts';
import { createFunctions } from '../../../../sandbox/services/lambda/functions.ts';
import { createLogs } from '../../../../sandbox/services/logs/logs.ts';
import { createSns, type Sns } from '../../../../sandbox/services/sns/sns.ts';
import { createSqs } from '../../../../sandbox/services/sqs/sqs.ts';
import { create, fakeKernel } from '../../processes/fake-kernel.ts';

/** What a resource's own policy decides: keys, topics, queues, functions. */
const ACCOUNT = '111122223333';
const role: Principal = { arn: `arn:aws:iam::${ACCOUNT}:role/r` };
const ALARM = `arn:aws:cloudwatch:sa-east-1:${ACCOUNT}:alarm:survey-5xx-rate`;
const service = (name: string, source: string): Principal => ({
  arn: name,
  service: name,
  context: { 'aws:SourceArn': source },
});
const cloudwatch = service('cloudwatch.amazonaws.com', ALARM);

let iam: Iam;
let kernel: SandboxKernel;
const makeKey = async (...statements: object[]) =>
  (await create(createKms(kernel), 'AWS::KMS::Key', { KeyPolicy: { Statement: statements } })).attributes?.['Arn'] ??
  '';
const delegate = {
  Effect: 'Allow',
  Action: 'kms:*',
  Resource: '*',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
};

beforeEach(async () => {
  iam = createIam(ACCOUNT);
  const { clock, region, folder } = fakeKernel();
  kernel = new SandboxKernel({ clock, account: ACCOUNT, region, folder, iam });
});

async function roleMay(...statements: object[]): Promise<void> {
  await create(iam, 'AWS::IAM::Role', {
    RoleName: 'r',
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
    Policies: [{ PolicyDocument: { Statement: statements } }],
  });
}

describe('a key', () => {
  const use = (key: string) => () => iam.authorize(role, { action: 'kms:Decrypt', resource: key });
  const own = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

  it('is used by who is allowed by an own policy, where the key leaves it to the account', async () => {
    await roleMay(own);
    expect(use(await makeKey(delegate))).not.toThrow();
  });
  it('whose policy does not leave it to the account is not used by own policies alone', async () => {
    await roleMay(own);
    const other = { ...delegate, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` } };
    expect(use(await makeKey(other))).toThrow('no resource-based policy allows the kms:Decrypt action');
  });
  it('is used by a role that it names', async () => {
    await roleMay({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' });
    expect(use(await makeKey({ ...delegate, Principal: { AWS: role.arn } }))).not.toThrow();
  });
  it('is not used by who may nothing, whatever it leaves to the account', async () => {
    await roleMay({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' });
    expect(use(await makeKey(delegate))).toThrow('no identity-based policy allows the kms:Decrypt action');
  });
  it('that denies explicitly is not used, whatever own policies allow', async () => {
    await roleMay(own);
    const deny = { ...delegate, Effect: 'Deny', Principal: '*' };
    expect(use(await makeKey(delegate, deny))).toThrow('explicit deny in a resource-based policy');
  });
});

describe('an encrypted topic', () => {
  const publish = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };
  const keyUse = (condition?: object) => ({
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    ...(condition === undefined ? {} : { Condition: condition }),
  });
  let sns: Sns;
  async function topicWith(key: string): Promise<string> {
    sns = createSns(kernel);
    kernel.services.set('sns', sns);
    const topic = (await create(sns, 'AWS::SNS::Topic', { TopicName: 'devops', KmsMasterKeyId: key })).ref;
    await create(sns, 'AWS::SNS::TopicPolicy', {
      Topics: [topic],
      PolicyDocument: { Statement: [{ ...publish, Principal: { Service: 'cloudwatch.amazonaws.com' } }] },
    });
    await create(sns, 'AWS::SNS::Subscription', { TopicArn: topic, Protocol: 'email', Endpoint: 'a@b.example' });
    return topic;
  }

  it('takes an alarm’s message only if topic and key both let CloudWatch', async () => {
    const closed = await topicWith(await makeKey(delegate));
    await expect(sns.deliver?.(closed, {}, cloudwatch)).rejects.toThrow(/kms:GenerateDataKey on resource/);
    expect(sns.mailbox()).toEqual([]);
    const open = await topicWith(await makeKey(delegate, keyUse()));
    await sns.deliver?.(open, {}, cloudwatch);
    expect(sns.mailbox()).toHaveLength(1);
  });
  it('takes it only of the account’s own alarms, where the key says so', async () => {
    const key = await makeKey(
      delegate,
      keyUse({ ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*:*:alarm:ours-*' } }),
    );
    const topic = await topicWith(key);
    await expect(sns.deliver?.(topic, {}, cloudwatch)).rejects.toThrow(/kms:GenerateDataKey/);
  });
  it('takes a role’s message only if the role may use the key, and through SNS alone', async () => {
    const topic = await topicWith(await makeKey(delegate));
    const send = () => kernel.call(role, 'sns', 'Publish', { TopicArn: topic, Message: 'm' });
    await roleMay(publish);
    await expect(send()).rejects.toThrow(/kms:GenerateDataKey on resource/);
    const throughSns = { StringEquals: { 'kms:ViaService': 'sns.sa-east-1.amazonaws.com' } };
    await roleMay(publish, {
      Effect: 'Allow',
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: throughSns,
    });
    await expect(send()).resolves.toBeDefined();
  });
});

describe('a queue', () => {
  it('takes what a rule could not deliver only from the rule its policy names', async () => {
    const sqs = createSqs(kernel);
    const arn = (await create(sqs, 'AWS::SQS::Queue', { QueueName: 'undelivered' })).attributes?.['Arn'] ?? '';
    const rule = (name: string) => service('events.amazonaws.com', `arn:aws:events:sa-east-1:${ACCOUNT}:rule/${name}`);
    await create(sqs, 'AWS::SQS::QueuePolicy', {
      Queues: [`https://sqs.sa-east-1.amazonaws.com/${ACCOUNT}/undelivered`],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Resource: arn,
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': rule('ours').context?.['aws:SourceArn'] } },
          },
        ],
      },
    });
    await expect(sqs.deliver?.(arn, 'lost', rule('other'))).rejects.toThrow(/sqs:SendMessage/);
    await sqs.deliver?.(arn, 'kept', rule('ours'));
    expect(sqs.messages('undelivered')).toEqual(['kept']);
    await sqs.close?.();
  });
});

describe('a function', () => {
  it('is invoked by a rule only with a permission of its own', async () => {
    const arn = `arn:aws:lambda:sa-east-1:${ACCOUNT}:function:escalate`;
    const rule = service('events.amazonaws.com', `arn:aws:events:sa-east-1:${ACCOUNT}:rule/ours`);
    const functions = createFunctions(kernel);
    await expect(functions.deliver?.(arn, {}, rule)).rejects.toThrow(/lambda:InvokeFunction/);
    await create(functions, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'events.amazonaws.com',
      SourceArn: rule.context?.['aws:SourceArn'],
    });
    await expect(functions.deliver?.(arn, {}, rule)).rejects.toThrow('Function not found');
  });
});

describe('an encrypted log group', () => {
  const group = 'arn:aws:logs:sa-east-1:111122223333:log-group:';
  const forLogs = (Service: string) => ({
    Effect: 'Allow',
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Principal: { Service },
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `${group}/aws/lambda/knowngood-*` } },
  });
  const make = async (LogGroupName: string, ...statements: object[]) => {
    const KmsKeyId = await makeKey(delegate, ...statements);
    return await create(createLogs(kernel, { logOf: () => undefined, logsIn: () => [] }), 'AWS::Logs::LogGroup', {
      LogGroupName,
      KmsKeyId,
    });
  };

  it('is made where the key lets the Region’s CloudWatch Logs use it for that group, and nowhere else', async () => {
    const regional = forLogs('logs.sa-east-1.amazonaws.com');
    await expect(make('/aws/lambda/knowngood-x')).rejects.toThrow(/kms:Encrypt/);
    await expect(make('/aws/lambda/other', regional)).rejects.toThrow(/kms:Encrypt/);
    await expect(make('/aws/lambda/knowngood-x', regional)).resolves.toBeDefined();
  });
});
