import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../../lambdas/messages/render.ts';
import { LANGUAGES } from '../../lambdas/model/environment.ts';
import type { Message } from '../../lambdas/model/message.ts';
import { englishIn } from '../../simulation/report/english.ts';
import { everyMessage } from './every-message.ts';

const document = new URL('../../docs/messages.md', import.meta.url);
const voice = { timeZone: 'America/Sao_Paulo', environment: 'production', now: '2026-11-24T17:40:00.000Z' };
const devops = {
  region: 'sa-east-1',
  execution: 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-production-rollback:1a2b3c4d',
  runbook: 'https://git.example.com.br/plataforma/knowngood/blob/main/docs/runbook.md',
};
const teams = { ...devops, execution: null, runbook: null };
/** Who gets it: a kind that goes to the teams only says so here, as the workflows do. */
const TO_TEAMS: readonly Message['kind'][] = [
  ...(['release-confirmed', 'rollback-announced', 'freeze-announced', 'reopened', 'news', 'back-to-normal'] as const),
];
const voiceOf = (message: Message) => ({
  ...voice,
  ...(TO_TEAMS.includes(message.kind) || ('to' in message && message.to === 'teams') ? teams : devops),
});
/** SNS refuses a subject of a hundred characters or more. */
const SUBJECT = 99;

/** The reviewer's sheet: every message in every language, as people get it. `UPDATE_DOCUMENTS=1` writes it anew. */
function sheet(): string {
  const languages = LANGUAGES.map((language) => ({ language, told: everyMessage(language) }));
  const [first] = languages;
  const lines = (first?.told ?? []).flatMap(({ kind }, n) => [
    ...(first?.told[n - 1]?.kind === kind ? [] : [`## ${kind}`, '']),
    ...languages.flatMap(({ language, told }) => {
      const message = told[n];
      if (message === undefined) return [];
      const { subject, body } = render(message, { ...voiceOf(message), language });
      return [
        `**${language}** · ${[...subject].length} characters`,
        '',
        '```text',
        subject,
        '',
        body.trimEnd(),
        '```',
        '',
      ];
    }),
  ]);
  return [
    '# Every message',
    '',
    'Made from the code by `UPDATE_DOCUMENTS=1 npx vitest run test/documents/messages`, with facts of an invented incident; a test holds it.',
    'The first line of each is its subject. Read them aloud before you change a word.',
    '',
    ...lines,
  ].join('\n');
}

describe('the sheet of messages', () => {
  it('has no English in its Portuguese, but what others have written', () => {
    const told = everyMessage('pt-BR').map((message) => render(message, { ...voiceOf(message), language: 'pt-BR' }));
    expect(told.flatMap(({ subject, body }) => englishIn(`${subject}\n${body}`))).toEqual([]);
    const english = everyMessage('en').map((message) => render(message, { ...voiceOf(message), language: 'en' }));
    for (const { body } of english) expect(englishIn(body)).not.toEqual([]);
  });

  it('is what people get', () => {
    if (process.env['UPDATE_DOCUMENTS'] === '1') writeFileSync(document, sheet());
    expect(readFileSync(document, 'utf8')).toBe(sheet());
  });

  it.each(
    LANGUAGES.flatMap((language) =>
      everyMessage(language).map((message) => [message.kind, language, message] as const),
    ),
  )('%s in %s: its subject fits whole', (_kind, language, message) => {
    const { subject } = render(message, { ...voiceOf(message), language });
    expect([...subject].length).toBeLessThanOrEqual(SUBJECT);
    expect(subject).not.toMatch(/…$/);
  });

  it('names the zone with every time', () => {
    const times = [...sheet().matchAll(/\d{1,2}:\d{2}:\d{2}.{0,12}/g)].map(([time]) => time);
    expect(times.length).toBeGreaterThan(20);
    for (const time of times) expect(time).toMatch(/^[\d:]+(.[AP]M)?.(BRT|GMT-3)/);
  });
});
