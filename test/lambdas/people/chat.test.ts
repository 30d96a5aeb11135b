import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../lambdas/messages/severity.ts';
import { customNotification } from '../../../lambdas/people/chat.ts';
import { messages } from '../messages/samples.ts';

const given = { subject: 's', body: 'b', severity: 'info', environment: 'sandbox', thread: null } as const;
const read = (change: Partial<Parameters<typeof customNotification>[0]>) =>
  JSON.parse(customNotification({ ...given, ...change })) as {
    readonly content: { readonly title: string; readonly description: string; readonly keywords: readonly string[] };
    readonly metadata: { readonly threadId?: string; readonly additionalContext: Record<string, string> };
  };

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
describe('a custom notification of Amazon Q Developer', () => {
  it('has what is required, and the thread of its incident', () => {
    expect(read({ thread: 'incident-1', severity: 'critical' })).toEqual({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', title: 's', description: 'b', keywords: ['sandbox', 'critical'] },
      metadata: {
        ...{ threadId: 'incident-1', summary: 's', eventType: 'critical' },
        additionalContext: { environment: 'sandbox', severity: 'critical', incident: 'incident-1' },
      },
    });
    expect(read({}).metadata).not.toHaveProperty('threadId');
  });

  it('lets nobody call a channel or hide an address behind a word', () => {
    const { content } = read({ subject: '<!channel> a & b', body: 'see <https://evil.example|the runbook>' });
    expect(content.title).toBe('&lt;!channel&gt; a &amp; b');
    expect(content.description).not.toMatch(/[<>]/);
  });

  it('is cut at a line where it is long', () => {
    const body = Array.from({ length: 200 }, (_, n) => `line ${n} ${'x'.repeat(40)}`).join('\n');
    const { description } = read({ body }).content;
    expect(description.length).toBeLessThan(3_000);
    expect(description).toMatch(/x\n…$/);
    expect(read({ body: 'y'.repeat(5_000) }).content.description.length).toBeLessThan(3_000);
  });
});

describe('how urgent a message is', () => {
  it('wakes somebody up for what waits for a person, and for nothing else', () => {
    const critical = [...new Set(messages.filter((one) => severityOf(one) === 'critical').map(({ kind }) => kind))];
    expect(critical.sort()).toEqual(['alarm-during-watch', 'escalation', 'frozen', 'watchdog']);
  });

  it.each([
    ['holding', 'critical'],
    ['not-begun', 'warning'],
    ['closed', 'warning'],
  ] as const)('an ending that is %s is %s', (stage, severity) => {
    const ended = messages.find(({ kind }) => kind === 'escalation');
    expect(severityOf({ ...ended, stage } as never)).toBe(severity);
  });

  it('a watchdog that finds writes on a quarantined database alone lets people sleep', () => {
    const moving = { kind: 'quarantine-moving', instance: 'survey', writes: 3 } as const;
    const frozen = { kind: 'frozen', incident: 'i', since: '2026-11-24T17:30:00.000Z', open: false } as const;
    expect(severityOf({ kind: 'watchdog', findings: [moving] })).toBe('warning');
    expect(severityOf({ kind: 'watchdog', findings: [moving, frozen] })).toBe('critical');
  });
});
