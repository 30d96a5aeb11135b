import { describe, expect, it } from 'vitest';
import { render } from '../../lambdas/messages/render.ts';
import { asMarkdown } from '../../lambdas/people/document/as-markdown.ts';
import { changeRecord } from '../../lambdas/people/write-change-record/draft.ts';
import type { Input as PostMortemInput } from '../../lambdas/people/write-post-mortem/contract.ts';
import { postMortem } from '../../lambdas/people/write-post-mortem/draft.ts';
import { messages, nowhere, voice } from '../lambdas/messages/samples.ts';
import { knownGood, person, release } from '../lambdas/records.ts';
import { lossOf } from '../lambdas/writes.ts';
import { everyMessage } from './every-message.ts';

/** Words that English has everywhere and Portuguese nowhere, and those that slipped in before. */
const ENGLISH =
  /(?<!\p{L})(the|and|is|was|were|with|not|for|by|from|this|that|has|have|are|be|rows|writes|available|failed|frozen|releasing|rolling|unknown|none|verified|passed|began|ended|decided|settled|others)(?!\p{L})/iu;

/** Every text that is a fact: what people, AWS and steps wrote. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]);
}

/** What is left of a text when facts, commands, links and quoted names of the product are taken out. */
function ownWords(text: string, facts: unknown): string {
  const longestFirst = [...new Set(textsOf(facts))].filter((one) => one.length > 1).sort((a, b) => b.length - a.length);
  const bare = text
    .split('\n')
    .map((line) =>
      line
        .replace(/\{".*\}/, '')
        .replace(/https:\S+/g, '')
        .replace(/knowngood-\S+|npm run \S+|Redrive from failure/g, ''),
    )
    .join('\n');
  return longestFirst.reduce((left, fact) => left.replaceAll(fact, ' '), bare);
}

describe('in an environment that speaks Portuguese no word of ours is English', () => {
  it.each([...messages, ...everyMessage('pt-BR')].map((message, n) => [`${message.kind} ${n}`, message] as const))(
    'message %s',
    (_kind, message) => {
      const { subject, body } = render(message, { ...voice, ...nowhere, language: 'pt-BR' });
      expect(ownWords(`${subject}\n${body}`, message).match(ENGLISH)?.[0]).toBeUndefined();
    },
  );

  const base = { now: voice.now, language: 'pt-BR', timeZone: voice.timeZone } as const;
  it.each(['services', 'services-and-database'] as const)('post-mortem of a rollback with %s', (decision) => {
    const trigger = person({ reason: 'Respostas sumiram', requestedBy: 'Ana' });
    const input = {
      ...{ ...base, rollback: 'b1', execution: 'e', incident: 'incident-b1', decision, because: [], recurrence: 2 },
      ...{
        origin: { trigger, began: voice.now, again: false },
        outage: null,
        migration: 'breaking' as const,
        countedAt: null,
      },
      ...{ release: 'r1', lost: lossOf({ answers: { inserted: 1, updated: 0, deleted: 0 } }, 2), proof: [] },
      restored: decision === 'services' ? null : 'survey-kg-1',
      ...{ quarantined: 'survey', checks: ['início'], asked: { cluster: 'c', services: [], listeners: [] } },
    } satisfies PostMortemInput;
    const sources = { release: release({ knownGood: knownGood() }), incident: undefined, moments: [] };
    expect(ownWords(asMarkdown(postMortem(input, sources)), { input, sources }).match(ENGLISH)?.[0]).toBeUndefined();
  });

  it('change record', () => {
    const input = { ...base, release: 'r1', checks: ['início'], observed: false };
    const of = release({ knownGood: knownGood() });
    expect(ownWords(asMarkdown(changeRecord(input, of, [])), { input, of }).match(ENGLISH)?.[0]).toBeUndefined();
  });

  it('finds one that slips in', () => {
    expect(ownWords('O banco is available', {}).match(ENGLISH)?.[0]).toBe('is');
    expect(ownWords('Causa: the end', { cause: 'the end' }).match(ENGLISH)).toBeNull();
  });
});
