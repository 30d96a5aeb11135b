import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/people/send-message/contract.ts';
import { handler } from '../../../lambdas/people/send-message/handler.ts';
import { NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { Mail } from '../stub/mail.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  topic: 'arn:teams',
  language: 'en',
  timeZone: 'America/Sao_Paulo',
  now: NOW,
  message: { kind: 'alarm-during-watch', alarms: ['5xx'] },
  ...change,
});
let mail: Mail;
const prepare = () => {
  mail = new Mail();
  mail.play();
};
beforeEach(prepare);

describe('send-message', () => {
  it('tells the audience in the language and the time of the environment', async () => {
    const { messageId, subject } = await handler(input());
    expect(messageId).toBe('m1');
    expect(mail.sent).toMatchObject([{ topic: 'arn:teams', subject, body: expect.stringMatching(/5xx/) }]);
    await handler(input({ language: 'pt-BR' }));
    expect(mail.sent[1]?.body).not.toBe(mail.sent[0]?.body);
  });

  it('says which environment it is about', async () => {
    expect((await handler(input())).subject).toMatch(/sandbox/);
  });

  it('tells that it may not publish', async () => {
    aws.fails('sns:Publish', denied);
    await expect(handler(input())).rejects.toMatchObject(told('AccessDeniedException'));
  });

  // SNS has no way to take a second message for the first: people may get it twice, and what it says is the same.
  everyCall({
    prepare,
    run: async () => (await handler(input())).subject,
    calls: ['sns:Publish'],
    left: () => [...new Set(mail.sent.map(({ body }) => body))],
  });
});
