import type { Mail } from '../../sandbox/services/sns/state.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import type { Sources } from './sources.ts';
import { clockTime } from './time.ts';

/** A message, once, with everybody who got it. */
interface Message {
  /** Number of its first copy, from 1. */
  readonly number: number;
  readonly mail: Mail;
  readonly to: string[];
}

/** Copies that left together are one message. */
export function messagesOf(mails: readonly Mail[]): Message[] {
  const messages: Message[] = [];
  mails.forEach((mail, index) => {
    const last = messages.at(-1);
    const same =
      last !== undefined &&
      last.mail.topic === mail.topic &&
      last.mail.subject === mail.subject &&
      last.mail.body === mail.body &&
      !last.to.includes(mail.to);
    if (same) last.to.push(mail.to);
    else messages.push({ number: index + 1, mail, to: [mail.to] });
  });
  return messages;
}

/** All messages as a mail program lists them, the newest first. */
export function mailboxPage(sources: Sources): Page {
  const messages = messagesOf(sources.mails()).reverse();
  return {
    title: 'Mailbox',
    at: '/mailbox',
    sections: [
      {
        id: 'messages',
        heading: 'Messages',
        body:
          messages.length === 0
            ? html`<p class="quiet">No message was sent yet.</p>`
            : html`<ol class="mails" reversed>${messages.map(
                ({ number, mail, to }) =>
                  html`<li><a id="mail-${number}" href="/mailbox/${number}"><span class="audience">${audience(mail)}</span><span class="subject">${mail.subject}</span><span class="excerpt">${mail.body.slice(0, 140)}</span><span class="recipients">${to.length} ${to.length === 1 ? 'address' : 'addresses'}</span>${clockTime(mail.at)}</a></li>`,
              )}</ol>`,
      },
    ],
  };
}

/** One message as it arrives; `undefined` if there is none of that number. */
export function messagePage(sources: Sources, number: number): Page | undefined {
  const messages = messagesOf(sources.mails());
  const at = messages.findIndex((message) => message.number === number);
  const message = messages[at];
  if (message === undefined) return undefined;
  const { mail, to } = message;
  const link = (to: Message | undefined, name: string) =>
    to === undefined ? undefined : html`<a href="/mailbox/${to.number}">${name}</a>`;
  return {
    title: mail.subject || '(no subject)',
    at: '/mailbox',
    lead: html`<p class="quiet turn"><a href="/mailbox">All messages</a>${link(messages[at - 1], 'Older')}${link(messages[at + 1], 'Newer')}</p>`,
    sections: [
      {
        id: 'message',
        heading: 'Message',
        body: html`<article class="mail"><dl><div><dt>From</dt><dd>AWS Notifications &lt;no-reply@sns.amazonaws.com&gt;</dd></div><div><dt>To</dt><dd>${to.join(', ')} <small>${audience(mail)}</small></dd></div><div><dt>Date</dt><dd><time>${new Date(mail.at).toUTCString()}</time></dd></div></dl><pre>${mail.body}</pre></article>`,
      },
    ],
  };
}

const audience = ({ topic }: Mail): string => topic.split('-').pop() ?? topic;
