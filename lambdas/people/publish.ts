import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../aws/client-settings.ts';
import { render } from '../messages/render.ts';
import { severityOf } from '../messages/severity.ts';
import type { Language } from '../model/environment.ts';
import type { Message } from '../model/message.ts';
import { SEVERITY } from '../model/severity.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';
import { customNotification, type ForChat } from './chat.ts';

const sns = new SNSClient(clientSettings);

export interface Publication {
  readonly to: 'devops' | 'teams' | 'drill';
  readonly now: string;
  readonly message: Message;
  /** ARN of the execution that speaks; null: none does. */
  readonly execution: string | null;
  /** Incident that the message belongs to; null: none. Absent: the execution began under an older control plane. */
  readonly incident?: string | null;
}

export const tellDevops = (now: string, message: Message, incident: string | null = null) =>
  publish({ to: 'devops', now, message, execution: null, incident });
export const tellTeams = (now: string, message: Message) =>
  publish({ to: 'teams', now, message, execution: null, incident: null });

/**
 * Sends a message to an audience: topics, language and time zone are the function's variables. What DevOps gets goes to chat and
 * pagers too, where they are configured. SNS may deliver it twice; nothing depends on anybody having read it.
 */
export async function publish({
  to,
  now,
  message,
  execution,
  incident = null,
}: Publication): Promise<{ messageId: string; subject: string }> {
  const devops = to !== 'teams';
  const topic = topicOf(to);
  const environment = required(VARIABLES.environment);
  const { subject, body } = render(message, {
    now,
    language: required(VARIABLES.languageOfMessages) as Language,
    timeZone: required(VARIABLES.timeZone),
    environment,
    region: topic.split(':')[3] ?? '',
    // Teams have no business in the console of AWS, nor in the runbook.
    execution: devops ? execution : null,
    runbook: devops ? (process.env[VARIABLES.runbook] ?? null) : null,
  });
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message: body }));
  // No pager rings for a drill, and no channel takes one for an incident.
  if (to === 'devops')
    await publishToChat({ subject, body, severity: severityOf(message), environment, thread: incident });
  return { messageId: MessageId ?? '', subject };
}

function topicOf(to: Publication['to']): string {
  const drill = process.env[VARIABLES.drillTopic];
  if (to === 'drill' && drill !== undefined) return drill;
  return required(to === 'teams' ? VARIABLES.teamsTopic : VARIABLES.devopsTopic);
}

/** The e-mail has been sent: a chat that cannot be reached fails nothing. */
async function publishToChat(told: ForChat): Promise<void> {
  const topic = process.env[VARIABLES.chatTopic];
  if (topic === undefined) return;
  try {
    await sns.send(
      new PublishCommand({
        TopicArn: topic,
        Message: customNotification(told),
        MessageAttributes: { [SEVERITY]: { DataType: 'String', StringValue: told.severity } },
      }),
    );
  } catch (error) {
    console.error(`Chat and pagers were not told "${told.subject}": ${(error as Error).message}`);
  }
}
