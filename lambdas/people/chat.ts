import type { Severity } from '../model/severity.ts';

/** A rendered message, and what belongs to it. */
export interface ForChat {
  readonly subject: string;
  readonly body: string;
  readonly severity: Severity;
  readonly environment: string;
  /** Messages of one incident share it; null: of none. */
  readonly thread: string | null;
}

/** Shorter than one section of a message in Slack takes (3,000 characters, https://docs.slack.dev/reference/block-kit/blocks/section-block). */
const LONGEST = 2_800;

/**
 * A custom notification of Amazon Q Developer in chat applications: `version` must be 1.0, `source` custom, and `threadId` groups
 * (https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html).
 */
export function customNotification({ subject, body, severity, environment, thread }: ForChat): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: plain(subject),
      description: shortened(plain(body)),
      keywords: [environment, severity],
    },
    metadata: {
      ...(thread === null ? {} : { threadId: thread }),
      summary: plain(subject),
      eventType: severity,
      additionalContext: { environment, severity, ...(thread === null ? {} : { incident: thread }) },
    },
  });
}

/** No text of a person, an alarm or a service mentions a channel or makes a link (`<!channel>`, `<https://…|…>`). */
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Whole lines as far as they fit; the e-mail has the rest. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  const lines = text.slice(0, LONGEST).split('\n');
  return `${(lines.length > 1 ? lines.slice(0, -1) : lines).join('\n')}\n…`;
}
