import { describe, expect, it } from 'vitest';
import { createSns } from '../../../../sandbox/services/sns/sns.ts';
import { fakeKernel } from '../../processes/fake-kernel.ts';

const TOPIC = 'arn:aws:sns:sa-east-1:111122223333:devops';

/** A topic with one address, subscribed while nobody reads mail, and what it is told before and after. */
async function told(unconfirmed: readonly string[]): Promise<string[]> {
  const kernel = fakeKernel();
  const sns = createSns(kernel, unconfirmed);
  const create = async (type: string, properties: object) =>
    await sns.resources[type]?.(properties as never, { stackName: 's', logicalId: 'x', generatedName: 'x' });
  sns.read(false);
  await create('AWS::SNS::Topic', { TopicName: 'devops' });
  await create('AWS::SNS::Subscription', { TopicArn: TOPIC, Protocol: 'email', Endpoint: 'ana@example.com' });
  const publish = async (Subject: string) =>
    await sns.handlers.Publish?.({ TopicArn: TOPIC, Subject, Message: 'x' }, { principal: { arn: 'x' } });
  await publish('while it deploys');
  sns.read(true);
  await publish('after it');
  return sns.mailbox().map(({ subject }) => subject);
}

describe('an address that a stack subscribes', () => {
  it('gets nothing before its owner has clicked, when the stack stands', async () => {
    expect(await told([])).toEqual(['after it']);
  });

  it('gets nothing at all where its owner never clicks', async () => {
    expect(await told(['ana@example.com'])).toEqual([]);
  });
});
