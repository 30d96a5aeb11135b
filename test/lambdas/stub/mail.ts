import { aws } from './aws.ts';

/** What is published, topic by topic. */
export class Mail {
  readonly sent: {
    readonly topic: string;
    readonly subject: string;
    readonly body: string;
    readonly severity?: string;
  }[] = [];

  play(): void {
    aws.on('sns', {
      Publish: ({
        TopicArn: topic = '',
        Subject: subject = '',
        Message: body = '',
        MessageAttributes: { severity } = {},
      }) => {
        this.sent.push({ topic, subject, body, ...(severity && { severity: severity.StringValue ?? '' }) });
        return { MessageId: `m${this.sent.length}` };
      },
    });
  }
}
