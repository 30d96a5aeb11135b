import { describe, expect, it } from 'vitest';
import { render } from '../../../lambdas/messages/render.ts';
import type { Language } from '../../../lambdas/model/environment.ts';
import type { Message } from '../../../lambdas/model/message.ts';
import type { TimedCount } from '../../../lambdas/model/writes.ts';
import { messages, voice } from './samples.ts';

describe('the counts of a rollback are told', () => {
  const done = messages.find(({ kind }) => kind === 'rollback-done') as Extract<Message, { kind: 'rollback-done' }>;
  const at = '2026-11-24T17:40:00.000Z';
  const counts: TimedCount[] = [
    { which: 'estimate', at, tookMs: 85, lost: { known: true, total: 2 } },
    { which: 'first', at, tookMs: 1_240, lost: { known: true, total: 3 } },
    { which: 'again', at, tookMs: null, lost: { known: true, total: 0 } },
    {
      which: 'last',
      at,
      tookMs: 5_030,
      lost: { known: false, why: 'track_counts is off, for the server, a role or a database: writes are not counted' },
    },
  ];

  const told = (language: Language, these?: readonly TimedCount[]) =>
    render({ ...done, ...(these && { counts: these }) }, { ...voice, language }).body;

  it('each with its moment and the time it took, in English', () => {
    const text = told('en', counts);
    expect(text).toMatch(
      /- before the fence, an estimate, Nov 24, 2026.*: 2 \(85 ms\)\n- behind the fence, .*: 3 \(1\.2 s\)/,
    );
    expect(text).toMatch(/- after the restore, .*: 0 \(nothing was asked: the fence held\)/);
    expect(text).toMatch(
      /- the last one, when nobody could write any more, .*: unknown \(track_counts is off.*\) \(5 s\)/,
    );
  });

  it('and in Portuguese', () => {
    const text = told('pt-BR', counts);
    expect(text).toMatch(
      /- antes do isolamento, uma estimativa, .*: 2 \(85 ms\)\n- com a aplicação isolada, .*: 3 \(1,2 s\)/,
    );
    expect(text).toMatch(/quantidade desconhecida \((?!track_counts is off)/);
  });

  it('by an older control plane not at all', () => {
    expect(told('en')).not.toMatch(/how long each took/);
  });
});
