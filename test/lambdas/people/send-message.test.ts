import '../stub/before-handlers.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/people/send-message/contract.ts';
import { handler } from '../../../lambdas/people/send-message/handler.ts';
import { NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { Mail } from '../stub/mail.ts';
import { told } from '../stub/told.ts';

const TOPIC = 'arn:aws:sns:sa-east-1:111122223333:knowngood-sandbox-devops';
const input = (change: Partial<Input> = {}): Input => ({
  to: 'devops',
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox-rollback:e1',
  now: NOW,
  message: { kind: 'alarm-during-watch', alarms: ['5xx'] },
  ...change,
});
let mail: Mail;
const prepare = () => {
  Object.assign(process.env, {
    DEVOPS_TOPIC: TOPIC,
    TEAMS_TOPIC: TOPIC.replace('devops', 'teams'),
    LANGUAGE_OF_MESSAGES: 'en',
    TIME_ZONE: 'America/Sao_Paulo',
  });
  mail = new Mail();
  mail.play();
};
beforeEach(prepare);

describe('send-message', () => {
  it('tells the audience in the language and the time of the environment', async () => {
    const { messageId, subject } = await handler(input());
    expect(messageId).toBe('m1');
    expect(mail.sent).toMatchObject([{ topic: TOPIC, subject, body: expect.stringMatching(/5xx/) }]);
    process.env['LANGUAGE_OF_MESSAGES'] = 'pt-BR';
    await handler(input());
    expect(mail.sent[1]?.body).not.toBe(mail.sent[0]?.body);
  });

  describe('where chat is configured', () => {
    const chat = TOPIC.replace('devops', 'chat');
    beforeEach(() => Object.assign(process.env, { CHAT_TOPIC: chat }));
    afterEach(() => Reflect.deleteProperty(process.env, 'CHAT_TOPIC'));

    it('sends what DevOps gets there too, in the thread of its incident, with how urgent it is', async () => {
      const { subject } = await handler(input({ incident: 'incident-b1' }));
      expect(mail.sent.map(({ topic, severity }) => [topic, severity])).toEqual([
        [TOPIC, undefined],
        [chat, 'critical'],
      ]);
      expect(JSON.parse(mail.sent[1]?.body ?? '')).toMatchObject({
        ...{ version: '1.0', source: 'custom', content: { title: subject } },
        metadata: { threadId: 'incident-b1' },
      });
    });

    it('sends there nothing of what the teams get', async () => {
      await handler(input({ to: 'teams' }));
      expect(mail.sent.map(({ topic }) => topic)).toEqual([TOPIC.replace('devops', 'teams')]);
    });

    it('has sent its e-mail where chat cannot be reached, and does not fail', async () => {
      aws.on('sns', {
        Publish: ({ TopicArn: topic = '', Subject: subject = '', Message: body = '' }) => {
          if (topic === chat) throw denied();
          mail.sent.push({ topic, subject, body });
          return { MessageId: 'm1' };
        },
      });
      expect(await handler(input())).toMatchObject({ messageId: 'm1' });
      expect(mail.sent).toHaveLength(1);
    });
  });

  it('leads DevOps to the execution and the runbook, and the teams to neither', async () => {
    process.env['RUNBOOK'] = 'https://git.example/runbook.md';
    try {
      for (const to of ['devops', 'teams'] as const) await handler(input({ to }));
    } finally {
      delete process.env['RUNBOOK'];
    }
    await handler(input());
    const execution = `Execution: https://sa-east-1.console.aws.amazon.com/states/home?region=sa-east-1#/v2/executions/details/${input().execution}`;
    expect(mail.sent.map(({ body }) => body.split('\n').filter((line) => line.includes('https://')))).toEqual([
      [execution, 'Runbook: https://git.example/runbook.md'],
      [],
      [execution],
    ]);
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
