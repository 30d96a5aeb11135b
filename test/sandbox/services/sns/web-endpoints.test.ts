import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customNotification } from '../../../../lambdas/people/chat.ts';
import { smallEndpoint } from '../../endpoint/small-endpoint.ts';
import { until } from '../../processes/fake-kernel.ts';

interface Posted {
  readonly type: string;
  readonly topic: string;
  readonly body: {
    readonly SubscribeURL?: string;
    readonly Message: string;
    readonly MessageAttributes?: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
  };
}

/** A pager as its owner runs it: it keeps what is posted, and confirms by a visit. */
let receiver: Server;
let address = '';
const posted: Posted[] = [];
let sandbox: Awaited<ReturnType<typeof smallEndpoint>>;
let sns: SNSClient;
const TopicArn = 'arn:aws:sns:sa-east-1:111122223333:devops';

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { headers } = request;
    posted.push({
      type: String(headers['x-amz-sns-message-type']),
      topic: String(headers['x-amz-sns-topic-arn']),
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Posted['body'],
    });
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/page`;
  sandbox = await smallEndpoint();
  sns = new SNSClient({
    ...{ endpoint: sandbox.url, region: 'sa-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
});
afterAll(async () => {
  receiver.close();
  await sandbox.close();
});

const told = (severity: 'critical' | 'info', subject: string) =>
  sns.send(
    new PublishCommand({
      TopicArn,
      Message: customNotification({ subject, body: 'b', severity, environment: 'sandbox', thread: 'incident-1' }),
      MessageAttributes: { severity: { DataType: 'String', StringValue: severity } },
    }),
  );
const notices = () => posted.filter(({ type }) => type === 'Notification');

describe('a pager that subscribes to a topic', () => {
  it('is asked to confirm, and gets nothing before; a wrong token confirms nothing', async () => {
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({
        ...{ TopicArn, Protocol: 'http', Endpoint: address },
        Attributes: { FilterPolicy: JSON.stringify({ severity: ['critical'] }) },
      }),
    );
    expect(SubscriptionArn).toBe('pending confirmation');
    await until(() => posted.length > 0);
    expect(posted[0]).toMatchObject({ type: 'SubscriptionConfirmation', topic: TopicArn });
    await told('critical', 'too early');
    const url = posted[0]?.body.SubscribeURL ?? '';
    expect((await fetch(url.replace(/Token=[^&]+/, 'Token=other'))).status).toBe(404);
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions.map((one) => one.SubscriptionArn)).toContain('PendingConfirmation');
    expect(notices()).toEqual([]);
  });

  it('gets every critical message once its owner has visited the address, and no other', async () => {
    const answer = await fetch(posted[0]?.body.SubscribeURL ?? '');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`<SubscriptionArn>${TopicArn}:`);
    await told('info', 'a release begins');
    await told('critical', 'a decision is needed');
    await until(() => notices().length > 0);
    expect(notices()).toHaveLength(1);
    const [{ body } = { body: undefined }] = notices();
    expect(body?.MessageAttributes).toEqual({ severity: { Type: 'String', Value: 'critical' } });
    expect(JSON.parse(body?.Message ?? '')).toMatchObject({
      ...{ version: '1.0', source: 'custom', content: { title: 'a decision is needed' } },
      metadata: { threadId: 'incident-1' },
    });
  });

  it('nothing is posted outside this machine', async () => {
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'https', Endpoint: 'https://pager.example.com/hook' }),
    );
    expect(SubscriptionArn).toBe('pending confirmation');
  });

  it('a filter that is not played is refused by name', async () => {
    const Attributes = { FilterPolicy: JSON.stringify({ severity: [{ prefix: 'c' }] }) };
    await expect(
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: address, Attributes })),
    ).rejects.toThrow(/exact text alone; found .*prefix.* for "severity"/);
  });
});
