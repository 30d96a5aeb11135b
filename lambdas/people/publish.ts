import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../aws/client-settings.ts';
import { render } from '../messages/render.ts';
import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { VARIABLES, type Variable } from '../model/variables.ts';
import { required } from '../step/required.ts';

const sns = new SNSClient(clientSettings);

export interface Publication {
  readonly topic: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: string;
  readonly message: Message;
}

/** Sends to an audience from a function that no workflow calls: topic, language and time zone are its variables. */
const tell = (topic: Variable, now: string, message: Message) =>
  publish({
    topic: required(topic),
    language: required(VARIABLES.languageOfMessages) as Language,
    timeZone: required(VARIABLES.timeZone),
    now,
    message,
  });

export const tellDevops = (now: string, message: Message) => tell(VARIABLES.devopsTopic, now, message);
export const tellTeams = (now: string, message: Message) => tell(VARIABLES.teamsTopic, now, message);

/** Sends a message to an audience. SNS may deliver it twice; nothing depends on anybody having read it. */
export async function publish({
  topic,
  message,
  ...voice
}: Publication): Promise<{ messageId: string; subject: string }> {
  const { subject, body } = render(message, { ...voice, environment: required(VARIABLES.environment) });
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: body }));
  return { messageId: MessageId ?? '', subject };
}
