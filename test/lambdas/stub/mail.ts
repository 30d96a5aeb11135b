import { aws } from './aws.ts';

/** What is published, topic by topic. */
export class Mail {
  readonly sent: { readonly topic: string; readonly subject: string; readonly body: string }[] = [];

  play(): void {
    aws.on('sns', {
      Publish: ({ TopicArn: topic = '', Subject: subject = '', Message: body = '' }) => {
        this.sent.push({ topic, subject, body });
        return { MessageId: `m${this.sent.length}` };
      },
    });
  }
}
