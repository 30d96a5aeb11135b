import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../aws/client-settings.ts';
import { render } from '../messages/render.ts';
import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

const sns = new SNSClient(clientSettings);

export interface Publication {
  readonly to: 'devops' | 'teams';
  readonly now: string;
  readonly message: Message;
  /** ARN of the execution that speaks; null: none does. */
  readonly execution: string | null;
}

export const tellDevops = (now: string, message: Message) => publish({ to: 'devops', now, message, execution: null });
export const tellTeams = (now: string, message: Message) => publish({ to: 'teams', now, message, execution: null });

/**
 * Sends a message to an audience: topics, language and time zone are the function's variables. SNS may deliver it twice; nothing
 * depends on anybody having read it.
 */
export async function publish({
  to,
  now,
  message,
  execution,
}: Publication): Promise<{ messageId: string; subject: string }> {
  const devops = to === 'devops';
  const topic = required(devops ? VARIABLES.devopsTopic : VARIABLES.teamsTopic);
  const { subject, body } = render(message, {
    now,
    language: required(VARIABLES.languageOfMessages) as Language,
    timeZone: required(VARIABLES.timeZone),
    environment: required(VARIABLES.environment),
    region: topic.split(':')[3] ?? '',
    // Teams have no business in the console of AWS, nor in the runbook.
    execution: devops ? execution : null,
    runbook: devops ? (process.env[VARIABLES.runbook] ?? null) : null,
  });
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: body }));
  return { messageId: MessageId ?? '', subject };
}
